using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ballast.Cli.Reports;

namespace Ballast.Cli.Tests.Reports;

/// <summary>The report as a file: what it says about its inputs, and that nothing in them becomes markup.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly ReportedBacktest backtest = new();

    public void Dispose() => backtest.Dispose();

    [Fact]
    public async Task The_same_inputs_give_the_same_bytes()
    {
        await backtest.RunAsync(3, 200);
        byte[] first = SHA256.HashData(await File.ReadAllBytesAsync(backtest.Page, Cancel));

        await backtest.RunAsync(3, 200);

        SHA256.HashData(await File.ReadAllBytesAsync(backtest.Page, Cancel)).ShouldBe(first);
    }

    [Fact]
    public async Task Holds_no_address_of_anything_outside()
    {
        await backtest.RunAsync(2, 60);

        string html = backtest.Html;
        html.ShouldNotContain("http://");
        html.ShouldNotContain("https://");
        html.ShouldNotContain("<link");
        html.ShouldNotContain(" src=");
        html.ShouldContain("default-src 'none'");
    }

    [Fact]
    public async Task Names_of_files_and_policies_are_text()
    {
        await backtest.RunAsync(3, 60);

        // The price file is called "prices <b>.csv".
        backtest.Html.ShouldContain("prices &lt;b&gt;.csv");
        backtest.Html.ShouldNotContain("prices <b>");
    }

    [Fact]
    public void Holes_are_escaped_and_literals_are_not()
    {
        string name = "</script><script>alert('x')</script>";

        string html = new HtmlText().Add($"<td title=\"{name}\">{name}</td>").ToString();

        html.ShouldStartWith("<td title=\"&lt;/script&gt;");
        html.ShouldNotContain("<script>");
    }

    [Fact]
    public async Task An_asset_with_markup_in_its_name_is_no_asset()
    {
        string prices = Path.Combine(Path.GetDirectoryName(backtest.Page)!, "p.csv");
        await File.WriteAllTextAsync(prices, "date,<script>,B\n2024-01-01,1,2\n2024-01-02,1,2\n", Cancel);

        CliRun run = await CliRun.Of(
            "backtest", "--policy", backtest.Policy("x", 2), "--prices", prices, "--report", backtest.Page);

        run.ShouldFail(2, "<script>");
        File.Exists(backtest.Page).ShouldBeFalse();
    }

    [Fact]
    public async Task A_moving_target_is_drawn_and_listed_as_it_stood_at_each_bar()
    {
        string series = Path.Combine(Path.GetDirectoryName(backtest.Page)!, "series.csv");
        await backtest.RunMovingAsync(160, "--series", series);

        JsonArray targets = backtest.Document["targets"]!.AsArray();
        targets.Count.ShouldBeGreaterThan(2);
        JsonNode drawn = backtest.Charts["weights"]!.AsArray().Single(one => (string?)one!["asset"] == "A0")!;
        double first = (double)targets[0]!["weights"]!["A0"]!;
        double last = (double)targets[^1]!["weights"]!["A0"]!;
        Math.Abs(last - first).ShouldBeGreaterThan(1e-4);
        ((double)drawn["target"]![0]!).ShouldBe(first, 1e-5);
        ((double)drawn["target"]!.AsArray()[^1]!).ShouldBe(last, 1e-5);
        drawn["band"]!.AsArray().ShouldAllBe(value => (double)value! == 0.05);

        string[] rows = await File.ReadAllLinesAsync(series, Cancel);
        int column = Array.IndexOf(rows[0].Split(','), "target:A0");
        double.Parse(rows[1].Split(',')[column], CultureInfo.InvariantCulture).ShouldBe(first, 1e-12);

        backtest.Html.ShouldContain("<h2>Targets over time</h2>");
        backtest.Html.ShouldContain($"target-volatility refused {targets.Count} times");
        backtest.Html.ShouldContain("risk-parity (");
    }

    [Fact]
    public async Task The_terminal_shows_the_last_targets_and_every_kind_of_refusal()
    {
        CliRun run = await CliRun.Of("backtest", "--policy", backtest.MovingPolicy(), "--prices", backtest.Prices(300));

        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldContain("target of");
        run.Out.ShouldContain("earlier targets are in --report and --json");
        run.Out.ShouldContain("target-volatility refused 18 times, the first:");
    }

    [Fact]
    public async Task Carries_the_fingerprint_of_the_prices()
    {
        await backtest.RunAsync(3, 60);

        string hash = backtest.Document["prices"]![0]!["sha256"]!.GetValue<string>();
        string file = Path.Combine(Path.GetDirectoryName(backtest.Page)!, "prices <b>.csv");
        hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, Cancel))));
        backtest.Html.ShouldContain(hash);
        backtest.Html.ShouldContain(backtest.Document["policyHash"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", backtest.Policy("x", 1), "--prices", await OnePrice(), "--report", "/dev/null/x");

        run.ShouldFail(2, "/dev/null/x cannot be written");
    }

    [Fact]
    public void A_long_history_keeps_its_peaks_and_troughs()
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => Math.Sin(i / 400.0))];
        (values[12_345], values[54_321]) = (7.0, -7.0);
        Thinning thinning = new(values.Length);

        double[] kept = [.. thinning.Of(bar => values[bar])];

        kept.Length.ShouldBe(thinning.Positions().Count());
        kept.Length.ShouldBeInRange(1_900, Thinning.MostPoints);
        kept.Max().ShouldBe(7.0);
        kept.Min().ShouldBe(-7.0);
        Array.IndexOf(kept, 7.0).ShouldBeLessThan(Array.IndexOf(kept, -7.0));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> OnePrice()
    {
        string prices = Path.Combine(Path.GetDirectoryName(backtest.Page)!, "one.csv");
        await File.WriteAllTextAsync(prices, "date,A0\n2024-01-01,1\n2024-01-02,2\n2024-01-03,2\n", Cancel);
        return prices;
    }
}
