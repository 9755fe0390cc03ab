using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Commands;

/// <summary><c>sweep</c> as people and programs meet it.</summary>
public sealed class SweepTests : IDisposable
{
    private const string Weights = "BTC=0.5,ETH=0.5";

    private static readonly string[] Fields =
    [
        "setting", "absolute", "relative", "floor", "destination", "calendar", "cooldown", "minTrade", "feeBps",
        "start", "from", "engine", "finalValue", "cagr", "volatility", "sharpe", "maxDrawdown", "rebalances",
        "turnover", "costs", "trackingError", "worstDrift",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ballast-sweep-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Gives_a_certified_pick_without_being_told_what_to_try()
    {
        CliRun run = await CliRun.Of("sweep", "--weights", Weights, "--prices", Waves(200), "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldBeEmpty();
        JsonNode document = run.Document();
        // 39 widths in points and 19 in parts of the target, to three destinations.
        document["count"]!.GetValue<int>().ShouldBe(58 * 3);
        document["results"]!.AsArray().Count.ShouldBe(58 * 3);
        document["engine"]!.GetValue<string>().ShouldBe("coalesced+walked");
        document["fill"]!.GetValue<string>().ShouldBe("same-close");
        document["fingerprint"]!.GetValue<string>().ShouldStartWith("sha256:");
        foreach (string field in Fields)
        {
            document["results"]![0]!.AsObject().ContainsKey(field).ShouldBeTrue(field);
        }

        JsonNode pick = document["pick"]!;
        pick["indistinguishable"]!.AsArray().Select(name => name!.GetValue<string>())
            .ShouldContain(pick["setting"]!.GetValue<string>());
        pick["tried"]!.GetValue<int>().ShouldBe(58 * 3);
        pick["outOfSample"]!["dispersion"]!["count"]!.GetValue<int>().ShouldBe(5);
        pick["exact"]!["deviation"]!.GetValue<double>().ShouldBeLessThan(1e-9);
        pick["deflatedSharpe"]!.GetValue<double>().ShouldBeInRange(0.0, 1.0);
        document["walkForward"]!["folds"]!.AsArray().Count.ShouldBe(5);
    }

    [Fact]
    public async Task Says_that_a_calendar_goes_to_target_whatever_the_destination()
    {
        CliRun run = await CliRun.Of(
            "sweep", "--weights", Weights, "--prices", Waves(200), "--band", "0.05", "--destination", "edge",
            "--calendar", "monthly", "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Document()["notes"]!.AsArray().Select(note => note!["code"]!.GetValue<string>())
            .ShouldContain("calendar-to-target");
        (await CliRun.Of("sweep", "--help")).Out.ShouldContain("Calendars always go to target");
    }

    [Fact]
    public async Task Ends_each_setting_where_a_backtest_of_the_same_policy_ends()
    {
        string prices = Waves(120);
        string policy = Write("p.json", """
            { "portfolio": "p", "quote": "USDC", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.5, "ETH": 0.5 } },
              "trigger": { "checkEvery": "1d", "band": { "absolute": 0.03, "destination": "half" } },
              "costs": { "takerFeeBps": 20 } }
            """);
        CliRun tested = await CliRun.Of(
            "backtest", "--policy", policy, "--prices", prices, "--fill", "same-close", "--json");
        CliRun swept = await CliRun.Of(
            "sweep", "--policy", policy, "--prices", prices, "--band", "0.03", "--destination", "half", "--json");

        swept.Code.ShouldBe(0, swept.Error);
        JsonNode exact = tested.Document()["results"]![0]!;
        JsonNode row = swept.Document()["results"]!.AsArray().ShouldHaveSingleItem()!;
        row["rebalances"]!.GetValue<int>().ShouldBeGreaterThan(3);
        foreach (string field in (string[])
            ["finalValue", "cagr", "volatility", "sharpe", "maxDrawdown", "turnover", "costs", "trackingError"])
        {
            double expected = exact[field]!.GetValue<double>();
            row[field]!.GetValue<double>().ShouldBe(expected, Math.Abs(expected) * 1e-9, field);
        }
    }

    [Fact]
    public async Task Writes_every_backtest_as_a_line_of_its_own()
    {
        string csv = Path.Combine(folder.FullName, "all.csv");
        CliRun run = await CliRun.Of(
            "sweep", "--weights", Weights, "--prices", Waves(100), "--band", "none,0.02..0.04:0.01",
            "--relative", "0.2", "--floor", "0.01,0.03", "--destination", "target,edge", "--calendar", "none,monthly",
            "--cooldown", "0,3", "--fee-bps", "5,10", "--start-offsets", "3:2", "--csv", csv, "--walk-forward", "none");

        run.Code.ShouldBe(0, run.Error);
        string[] lines = await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken);
        lines[0].Split(',').ShouldBe(Fields);

        // Five bands of 2 x 2 x 2 settings, two calendars without a band; each with two fees and three starts.
        (lines.Length - 1).ShouldBe(((5 * 8) + 2) * 2 * 3);
        lines.Skip(1).Distinct().Count().ShouldBe(lines.Length - 1);
        Directory.GetFiles(folder.FullName, "*.unfinished").ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_a_table_and_a_map_for_people()
    {
        CliRun run = await CliRun.Of(
            "sweep", "--weights", Weights, "--prices", Waves(200), "--fee-bps", "10,30", "--heatmap");

        run.Code.ShouldBe(0, run.Error);
        foreach (string word in (string[])
            ["best by sharpe", "as it is", "pick", "out of sample", "deflated", "exact", "coalesced", "30 bp to", "@@"])
        {
            run.Out.ShouldContain(word);
        }
    }

    [Theory]
    [InlineData("--band", "0.1..0.05:0.01", "ends before it begins")]
    [InlineData("--band", "0.1..0.2:0", "its step is 0")]
    [InlineData("--band", "wide", "--band")]
    [InlineData("--band", "-0.1", "--band has -0.1")]
    [InlineData("--relative", "", "--relative")]
    [InlineData("--destination", "middle", "middle")]
    [InlineData("--calendar", "yearly", "yearly")]
    [InlineData("--cooldown", "soon", "soon")]
    [InlineData("--fee-bps", "9000", "9000")]
    [InlineData("--start-offsets", "0", "--start-offsets")]
    [InlineData("--start-offsets", "500", "500 starts")]
    [InlineData("--walk-forward", "train=365,test=90,purge=5", "needs 460 bars, and there are 60")]
    [InlineData("--walk-forward", "train=30", "test")]
    [InlineData("--rank-by", "luck", "luck")]
    [InlineData("--weights", "BTC=0.8,ETH=0.5", "sum to 1.3")]
    [InlineData("--weights", "BTC=-0.1,ETH=0.5", "-0.1")]
    [InlineData("--weights", "BTC=0.5,BTC=0.5", "twice")]
    [InlineData("--weights", "XRP=0.5,ADA=0.5", "ADA, XRP")]
    [InlineData("--to", "2024-01-01", "fewer than two bars")]
    [InlineData("--capital", "0", "--capital")]
    [InlineData("--csv", "/no/such/folder/x.csv", "--csv")]
    public async Task Names_the_option_that_is_at_fault(string option, string value, string fragment)
    {
        string[] weights = option == "--weights" ? [] : ["--weights", Weights];
        CliRun run = await CliRun.Of(["sweep", "--prices", Waves(60), .. weights, $"{option}={value}"]);

        run.ShouldFail(2, fragment);
    }

    [Theory]
    [InlineData("date,BTC,ETH\n2024-01-01,100,10\n2024-01-02,NaN,10\n", "line 3")]
    [InlineData("date,BTC,ETH\n2024-01-02,100,10\n2024-01-01,100,10\n", "line 3")]
    [InlineData("date,BTC,ETH\n2024-01-01,100,10\n2024-01-01,100,10\n", "line 3")]
    [InlineData("date,BTC,ETH\n2024-01-01,100,10\n2024-01-02,-5,10\n", "line 3")]
    [InlineData("ts,asset,close,volume\n2024-01-01,BTC,100,1\n2024-01-02,BTC,100,-1\n", "line 3")]
    public async Task Names_the_line_of_prices_that_is_at_fault(string prices, string fragment)
    {
        CliRun run = await CliRun.Of("sweep", "--weights", Weights, "--prices", Write("prices.csv", prices));

        run.ShouldFail(2, "prices.csv", fragment);
    }

    [Fact]
    public async Task Says_what_of_a_policy_is_not_simulated()
    {
        CliRun run = await CliRun.Of(
            "sweep", "--policy", CliRun.Sample("policies/hybrid.jsonc"), "--prices", Waves(80), "--band", "0.05",
            "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Document()["leftOut"]!.AsArray().Select(left => left!["code"]!.GetValue<string>())
            .ShouldContain("trigger.emergency");
    }

    // Prices that swing against each other, so that drifts come and go.
    private string Waves(int days)
    {
        var text = new StringBuilder("date,BTC,ETH,SOL\n");
        for (int day = 0; day < days; day++)
        {
            string date = new DateOnly(2024, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            double btc = 100.0 + (30.0 * Math.Sin(day / 5.0)) + (day * 0.1);
            double eth = 50.0 + (12.0 * Math.Cos(day / 7.0));
            double sol = 20.0 + (9.0 * Math.Sin(day / 3.0));
            text.Append(CultureInfo.InvariantCulture, $"{date},{btc:0.0000},{eth:0.0000},{sol:0.0000}\n");
        }

        return Write($"waves-{days}.csv", text.ToString());
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
