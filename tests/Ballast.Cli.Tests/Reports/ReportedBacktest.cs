using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Reports;

/// <summary>A backtest over invented prices, run with <c>--report</c>, and what came of it.</summary>
internal sealed class ReportedBacktest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ballast-report-");

    /// <summary>Where the report lies.</summary>
    public string Page => Path.Combine(folder.FullName, "report.html");

    /// <summary>The report.</summary>
    public string Html => File.ReadAllText(Page);

    /// <summary>What <c>--json</c> printed.</summary>
    public JsonNode Document { get; private set; } = new JsonObject();

    /// <summary>What the report's charts draw.</summary>
    public JsonNode Charts
    {
        get
        {
            const string Start = "id=\"report-data\">";
            string html = Html;
            int from = html.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
            return JsonNode.Parse(html[from..html.IndexOf("</script>", from, StringComparison.Ordinal)])!;
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Runs it over a number of assets and days.</summary>
    /// <param name="assets">A0, A1 and so on, in equal parts; the second one's prices end after two thirds.</param>
    /// <param name="days">How many daily bars.</param>
    /// <param name="more">More arguments.</param>
    public async Task RunAsync(int assets, int days, params string[] more)
    {
        CliRun run = await CliRun.Of(
        [
            "backtest", "--policy", Policy("tested", assets), "--prices", Prices("prices <b>.csv", assets, days),
            "--report", Page, "--json", .. more,
        ]);
        run.Code.ShouldBe(0, run.Error);
        Document = run.Document();
    }

    /// <summary>Writes a policy of two assets whose target is risk parity, because a volatility of a thousandth, which
    /// it asks for first, cannot be had.</summary>
    public string MovingPolicy() => Written("moving.json", """
            { "portfolio": "moving", "quote": "USDT", "accounts": ["paper"],
              "target": { "method": "target-volatility", "targetVolatility": 0.001,
                "fallback": ["risk-parity"], "assets": ["A0", "A1"],
                "reestimate": { "every": "14d" } },
              "trigger": { "band": { "absolute": 0.05 } } }
            """);

    /// <summary>Writes prices of two assets.</summary>
    public string Prices(int days) => Prices("prices.csv", 2, days);

    /// <summary>Runs that policy.</summary>
    public async Task RunMovingAsync(int days, params string[] more)
    {
        CliRun run = await CliRun.Of(
        [
            "backtest", "--policy", MovingPolicy(), "--prices", Prices(days), "--report", Page, "--json", .. more,
        ]);
        run.Code.ShouldBe(0, run.Error);
        Document = run.Document();
    }

    /// <summary>Writes a policy of equal parts with a band of two points.</summary>
    public string Policy(string name, int assets)
    {
        var weights = new JsonObject();
        decimal part = decimal.Round(1m / assets, 4, MidpointRounding.ToZero);
        for (int i = 0; i < assets; i++)
        {
            weights.Add($"A{i}", i == 0 ? 1m - (part * (assets - 1)) : part);
        }

        return Written(name + ".json", new JsonObject
        {
            ["portfolio"] = name,
            ["quote"] = "USDT",
            ["accounts"] = new JsonArray("paper"),
            ["target"] = new JsonObject { ["weights"] = weights },
            ["trigger"] = new JsonObject { ["band"] = new JsonObject { ["absolute"] = 0.02 } },
            ["costs"] = new JsonObject { ["takerFeeBps"] = 10, ["spreadBps"] = 4, ["fixed"] = 0.5 },
        }.ToJsonString());
    }

    private string Prices(string name, int assets, int days)
    {
        StringBuilder text = new("date");
        text.AppendJoin("", Enumerable.Range(0, assets).Select(i => $",A{i}")).Append('\n');
        for (int day = 0; day < days; day++)
        {
            text.Append(new DateTime(2020, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            for (int i = 0; i < assets; i++)
            {
                double price = 100.0 * Math.Exp((0.4 * Math.Sin((day / 17.0) + i)) + (0.001 * day));
                bool dead = i == 1 && assets > 2 && day > days * 2 / 3;
                text.Append(',').Append(dead ? "" : price.ToString("F4", CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        return Written(name, text.ToString());
    }

    private string Written(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
