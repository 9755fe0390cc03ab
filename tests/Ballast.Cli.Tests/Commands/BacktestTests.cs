using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.Testing;

namespace Ballast.Cli.Tests.Commands;

/// <summary><c>backtest</c> as people and programs meet it.</summary>
public sealed class BacktestTests : IDisposable
{
    private const string Prices = "date,BTC,ETH\n2024-01-01,100,10\n2024-01-02,200,10\n2024-01-03,100,5\n";

    private static readonly string[] Fields =
    [
        "name", "finalValue", "cagr", "volatility", "sharpe", "maxDrawdown", "rebalances", "turnover", "costs",
        "trackingError", "rebalancingAlpha", "worstDrift",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ballast-backtest-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("six-sleeves-hedged.jsonc", "hedges", "without its hedges")]
    [InlineData("cash-between-accounts.jsonc", "transfers, across", "lies in one account")]
    public async Task Says_what_of_a_policy_is_not_simulated(string sample, string field, string why)
    {
        const string prices = "date,BTC,ETH,SOL,casino,trading,wallet,domains,escrow\n"
            + "2024-01-01,100,10,5,1,1,1,1,1\n2024-01-02,200,10,5,1,1,1,1,1\n2024-01-03,100,5,5,1,1,1,1,1\n";
        string[] arguments =
            ["backtest", "--policy", CliRun.Sample("policies/" + sample), "--prices", File("prices.csv", prices)];
        CliRun machine = await CliRun.Of([.. arguments, "--json"]);
        CliRun person = await CliRun.Of(arguments);

        machine.Code.ShouldBe(0, machine.Error);
        JsonNode left = machine.Document()["leftOut"]!.AsArray().ShouldHaveSingleItem()!;
        left["code"]!.GetValue<string>().ShouldBe(field);
        left["sentence"]!.GetValue<string>().ShouldContain(why);
        string.Join(' ', person.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain(why);
    }

    [Fact]
    public async Task Prints_the_policy_first_and_every_measure_with_all_its_digits()
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("daily", "BTC", "ETH"), "--prices", File("prices.csv", Prices),
            "--capital", "1000", "--fill", "same-close", "--json");

        run.Code.ShouldBe(0, run.Error);
        JsonArray results = run.Document()["results"]!.AsArray();
        results.Select(result => result!["name"]!.GetValue<string>())
            .ShouldBe(["daily", "hold", "daily", "monthly", "band-5-points", "constant-mix"]);
        foreach (string field in Fields)
        {
            results[0]!.AsObject().ContainsKey(field).ShouldBeTrue(field);
        }

        // Half each without a fee: 1000, 1500, rebalanced; then both halve and there is nothing to trade.
        results[0]!["finalValue"]!.GetValue<double>().ShouldBe(750.0, 1e-12);
        results[0]!["rebalances"]!.GetValue<int>().ShouldBe(2);
        results[1]!["rebalances"]!.GetValue<int>().ShouldBe(1);
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_a_table_for_people()
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("mine", "BTC", "ETH"), "--prices", File("prices.csv", Prices));

        run.Code.ShouldBe(0, run.Error);
        foreach (string word in (string[])["mine", "hold", "monthly", "band-5-points", "tracking error", "worst drift"])
        {
            run.Out.ShouldContain(word);
        }
    }

    [Theory]
    [InlineData("date,BTC,ETH\n2024-01-01,100,10\n2024-01-02,many,10\n", "line 3")]
    [InlineData("date,BTC,ETH\n2024-01-01,100,10\n2024-01-02,100\n", "line 3")]
    [InlineData("date,BTC,XRP\n2024-01-01,100,10\n2024-01-02,100,10\n", "ETH")]
    [InlineData("date,BTC,ETH\n2024-01-01,100,10\n", "fewer than two bars")]
    [InlineData("date,BTC,ETH\n2024-01-01,100,\n2024-01-02,,10\n", "fewer than two bars")]
    [InlineData("", "prices.csv")]
    public async Task Names_what_is_wrong_with_prices(string prices, string fragment)
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("mine", "BTC", "ETH"), "--prices", File("prices.csv", prices));

        run.ShouldFail(2, fragment);
    }

    [Fact]
    public async Task Flows_whose_dates_do_not_rise_are_refused_with_their_line()
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("saver", "BTC", "ETH"), "--prices", File("prices.csv", Prices),
            "--flows", File("flows.csv", "date,amount\n2024-01-03,5\n2024-01-02,5\n"));

        run.ShouldFail(2, "flows.csv, line 3");
    }

    [Fact]
    public async Task More_starts_than_days_are_refused()
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("mine", "BTC", "ETH"), "--prices", File("prices.csv", Prices),
            "--starts", "300");

        run.ShouldFail(2, "--starts is 300, and the 3 bars");
    }

    [Fact]
    public async Task Missing_rows_are_named_and_their_return_is_none_of_one_day()
    {
        // A fall of a half on every day but the hole's; that one holds three.
        string prices = "date,BTC,ETH\n2024-01-01,1024,1\n2024-01-02,512,1\n2024-01-03,256,1\n2024-01-06,32,1\n"
            + "2024-01-07,16,1\n2024-01-08,8,1\n";
        string policy = File("all.json", """
            { "portfolio": "all", "quote": "USDT", "accounts": ["paper"], "target": { "weights": { "BTC": 1 } },
              "trigger": { "band": { "absolute": 0.5 } }, "costs": { "takerFeeBps": 0, "spreadBps": 0 } }
            """);

        CliRun run = await CliRun.Of("backtest", "--policy", policy, "--prices", File("prices.csv", prices), "--json");

        run.Code.ShouldBe(0, run.Error);
        JsonNode hole = run.Document()["missingBars"]!.AsArray().ShouldHaveSingleItem()!;
        hole["bars"]!.GetValue<int>().ShouldBe(2);
        hole["after"]!.GetValue<string>().ShouldBe("2024-01-03T00:00:00Z");
        run.Document()["results"]![0]!["volatility"]!.GetValue<double>().ShouldBe(0.0, 1e-12);
        CliRun shown = await CliRun.Of("backtest", "--policy", policy, "--prices", File("prices.csv", prices));
        shown.Out.ShouldContain("2 bars are missing");
    }

    [Fact]
    public async Task Books_deposits_and_withdrawals_from_a_file_and_again_and_again()
    {
        // 5 BTC and 50 ETH; day 2: 1000 + 500, 100 go out and 40 come in; day 3: both halve.
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("saver", "BTC", "ETH"), "--prices", File("prices.csv", Prices),
            "--capital", "1000", "--fill", "same-close", "--json", "--deposit", "40", "--flow-at", "0 0 2 * *",
            "--flows", File("flows.csv", "date,amount\n2023-01-01,7\n# rent\n2024-01-02T00:00:00Z,-100\n"));

        run.Code.ShouldBe(0, run.Error);
        JsonNode flows = run.Document()["flows"]!;
        flows["count"]!.GetValue<int>().ShouldBe(1);
        flows["withdrawals"]!.GetValue<double>().ShouldBe(60.0);
        flows["outside"]!.GetValue<int>().ShouldBe(1);
        JsonNode tested = run.Document()["results"]![0]!;
        tested["finalValue"]!.GetValue<double>().ShouldBe(720.0, 1e-9);
        tested["moneyWeightedReturn"]!.GetValue<double>().ShouldBeLessThan(0.0);
    }

    [Theory]
    [InlineData("2024-01-02;5")]
    [InlineData("soon,5")]
    [InlineData("2024-01-02,five")]
    public async Task Names_the_line_of_a_flow_that_is_none(string line)
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("saver", "BTC", "ETH"), "--prices", File("prices.csv", Prices),
            "--flows", File("flows.csv", $"date,amount\n{line}\n"));

        run.ShouldFail(2, "flows.csv, line 2");
    }

    [Theory]
    [InlineData("--from", "yesterday")]
    [InlineData("--to", "2024-13-01")]
    [InlineData("--capital", "-5")]
    [InlineData("--capital", "NaN")]
    [InlineData("--fill", "tomorrow")]
    [InlineData("--deposit", "-5")]
    [InlineData("--withdraw", "much")]
    [InlineData("--flow-at", "monthly")]
    [InlineData("--from", "2030-01-01")]
    [InlineData("--to", "2020-01-01")]
    public async Task Refuses_terms_that_make_no_sense(string option, string value)
    {
        string policy = Policy("mine", "BTC", "ETH");
        CliRun run = await CliRun.Of(
            "backtest", "--policy", policy, "--prices", File("prices.csv", Prices), $"{option}={value}");

        run.ShouldFail(2);
    }

    [Fact]
    public async Task Trades_nothing_on_the_dead_prices_of_2022()
    {
        string prices = Reference("hourly/binance_stress_events_1h_2022-04_2023-03.csv.gz");
        string policy = Policy("stress", "BTC", "FTT", "LUNA", "USDC", "UST");
        CliRun run = await CliRun.Of("backtest", "--policy", policy, "--prices", prices, "--json");

        run.Code.ShouldBe(0, run.Error);
        JsonNode document = run.Document();
        var ends = document["gaps"]!.AsArray()
            .Select(gap => (gap!["asset"]!.GetValue<string>(), gap["end"]!.GetValue<string>())).ToList();
        ends.ShouldContain(("LUNA", "replaced"));
        ends.ShouldContain(("UST", "neverResumed"));
        ends.ShouldContain(("FTT", "neverResumed"));
        JsonNode tested = document["results"]![0]!;
        tested["finalValue"]!.GetValue<double>().ShouldBeLessThan(100_000.0);
        tested["refusals"]![0]!["code"]!.GetValue<string>().ShouldBe("price-missing");
        tested["refusals"]![0]!["count"]!.GetValue<int>().ShouldBeGreaterThan(7_000);
    }

    [Fact]
    public async Task Reads_one_file_per_asset()
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("two", "BTC", "ETH"), "--json", "--from", "2022-01-01", "--to", "2022-03-31",
            "--prices", Reference("hourly/kucoin_BTC-USDT_1h.csv.gz"),
            "--prices", Reference("hourly/kucoin_ETH-USDT_1h.csv.gz"));

        run.Code.ShouldBe(0, run.Error);
        run.Document()["bars"]!.GetValue<int>().ShouldBe(24 * 90);
        run.Document()["barLength"]!.GetValue<string>().ShouldBe("1h");
    }

    [Fact]
    public async Task Reads_minutes_and_measures_luck_by_days()
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("minutes", "BTC", "ETH"), "--json", "--to", "2023-12-10",
            "--prices", Reference("hourly/coinbase_BTC-USD_1m_2023-12.csv.gz"),
            "--prices", Reference("hourly/coinbase_ETH-USD_1m_2023-12.csv.gz"));

        run.Code.ShouldBe(0, run.Error);
        run.Document()["barLength"]!.GetValue<string>().ShouldBe("1m");
        run.Document()["bars"]!.GetValue<int>().ShouldBeGreaterThan(10_000);

        // Ten days are too few to resample.
        run.Document()["uncertainty"].ShouldBeNull();
    }

    [Fact]
    public async Task Writes_value_drift_and_weights_of_every_bar()
    {
        string series = Path.Combine(folder.FullName, "series.csv");
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("mine", "BTC", "ETH"), "--prices", File("prices.csv", Prices),
            "--capital", "1000", "--fill", "same-close", "--series", series);

        run.Code.ShouldBe(0, run.Error);
        string[] lines = await System.IO.File.ReadAllLinesAsync(series, TestContext.Current.CancellationToken);
        lines[0].ShouldBe(
            "time,value:mine,value:hold,value:daily,value:monthly,value:band-5-points,value:constant-mix,"
            + "drift:mine,weight:BTC,weight:ETH,weight:USDT,target:BTC,target:ETH,target:USDT");
        lines.Length.ShouldBe(4);

        // 1000 and 500 after BTC doubled, before they are put back to 750 each.
        string[] second = lines[2].Split(',');
        second[0].ShouldBe("2024-01-02T00:00:00Z");
        second[1].ShouldBe("1500");
        double.Parse(second[8], CultureInfo.InvariantCulture).ShouldBe(2.0 / 3.0, 1e-12);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("367")]
    public async Task Refuses_a_number_of_starts_that_makes_no_sense(string starts)
    {
        CliRun run = await CliRun.Of(
            "backtest", "--policy", Policy("mine", "BTC", "ETH"), "--prices", File("prices.csv", Prices),
            "--starts", starts);

        run.ShouldFail(2, "--starts");
    }

    private static string Reference(string name)
    {
        ReferenceFile file = ReferenceFile.Locate(name);
        Assert.SkipWhen(file is ReferenceFile.NoFolder, (file as ReferenceFile.NoFolder)?.Why ?? "");
        return ((ReferenceFile.Found)file).Path;
    }

    private string Policy(string name, params string[] assets)
    {
        var weights = new JsonObject();
        foreach (string asset in assets)
        {
            weights.Add(asset, 1m / assets.Length);
        }

        var policy = new JsonObject
        {
            ["portfolio"] = name,
            ["quote"] = "USDT",
            ["accounts"] = new JsonArray("paper"),
            ["target"] = new JsonObject { ["weights"] = weights },
            ["trigger"] = new JsonObject { ["schedule"] = new JsonObject { ["cron"] = "0 0 * * *" } },
            ["costs"] = new JsonObject { ["takerFeeBps"] = 0, ["makerFeeBps"] = 0 },
        };
        return File(name + ".json", policy.ToJsonString());
    }

    private string File(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
