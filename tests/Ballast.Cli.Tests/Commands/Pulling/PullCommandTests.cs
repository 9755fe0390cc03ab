using System.IO.Compression;
using System.Text.Json.Nodes;
using Ballast.Cli.Commands.Pulling;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Markets.Csv;
using NodaTime;

namespace Ballast.Cli.Tests.Commands.Pulling;

/// <summary>Bars of the paper exchange, over its port, through ccxt and without.</summary>
public sealed class PullCommandTests(PulledExchange exchange) : IClassFixture<PulledExchange>, IDisposable
{
    private readonly ScratchDirectory directory = new();

    private readonly Instant today = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())
        .InUtc().Date.AtMidnight().InUtc().ToInstant();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Bars_come_the_same_through_ccxt_and_without_and_a_backtest_reads_them()
    {
        CliRun bridged = await PullAsync("bridged", 50, 0, "ETH/USDC", "BTC/USDC");
        CliRun native = await PullAsync("native", 50, 0, "--native", "BTC/USDC");

        bridged.Code.ShouldBe(0, bridged.Error);
        native.Code.ShouldBe(0, native.Error);
        string text = TextOf("bridged", "BTC-USDC");
        text.ShouldBe(TextOf("native", "BTC-USDC"));
        text.Split('\n').Length.ShouldBe((50 * 24) + 2, "a header, a bar an hour, and the end of the last line");
        Table("bridged").Assets.Select(asset => asset.Symbol).ShouldBe(["BTC", "ETH"]);
        Table("bridged").Instants[^1].ShouldBe(today, "a bar carries the instant at which it ended");

        CliRun tested = await CliRun.Of(
            "backtest", "--policy", directory.Write("policy.jsonc", Policy), "--prices", FolderOf("bridged"));
        tested.Code.ShouldBe(0, tested.Error);
    }

    [Fact]
    public async Task Bars_of_an_exchange_without_a_row_of_its_own_are_pulled_too()
    {
        CliRun native = await PullAsync("native", 5, 0, "--native", "BTC/USDC");
        string file = Path.Combine(directory.Path, "other.csv.gz");

        // Binance.US speaks as Binance does, so that the paper exchange can stand for it.
        CliRun other = await CliRun.Of(
            "data", "pull", "binanceus", "BTC/USDC", "--timeframe", "1h", "--json", "--address", $"{exchange.Address}",
            "--from", DayOf(5), "--to", DayOf(0), "--out", file);

        (native.Code, other.Code).ShouldBe((0, 0), other.Error);
        TextOf(file).ShouldBe(TextOf("native", "BTC-USDC"));
    }

    [Fact]
    public async Task A_pull_goes_on_where_the_last_one_ended_without_a_hole_or_a_double_bar()
    {
        await PullAsync("whole", 40, 0, "--native", "BTC/USDC");
        await PullAsync("parts", 40, 30, "--native", "BTC/USDC");
        JsonNode second = (await PullAsync("parts", 40, 0, "--native", "BTC/USDC")).Document()["items"]![0]!;
        JsonNode third = (await PullAsync("parts", 40, 0, "--native", "BTC/USDC")).Document()["items"]![0]!;

        TextOf("parts", "BTC-USDC").ShouldBe(TextOf("whole", "BTC-USDC"));
        ((int)second["added"]!, (int)third["added"]!).ShouldBe((30 * 24, 0));
        second["gaps"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(59)]
    public async Task A_pull_that_broke_off_in_the_middle_of_a_line_goes_on_before_it(int cut)
    {
        await PullAsync("whole", 10, 0, "--native", "BTC/USDC");
        string text = TextOf("whole", "BTC-USDC");
        Directory.CreateDirectory(FolderOf("broken"));
        await File.WriteAllTextAsync(
            Path.Combine(FolderOf("broken"), "BTC-USDC.csv.gz.partial"), text[..((text.Length / 2) + cut)],
            TestContext.Current.CancellationToken);

        CliRun again = await PullAsync("broken", 10, 0, "--native", "BTC/USDC");

        again.Code.ShouldBe(0, again.Error);
        TextOf("broken", "BTC-USDC").ShouldBe(text);
        Directory.GetFiles(FolderOf("broken")).ShouldHaveSingleItem("nothing is left beside it");
    }

    [Fact]
    public async Task What_the_exchange_does_not_answer_is_asked_again()
    {
        exchange.Venue.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AnswerServerError,
            On = RequestScope.All,
            Times = 1,
        });

        CliRun again = await PullAsync("again", 10, 0, "--native", "BTC/USDC");

        again.Code.ShouldBe(0, again.Error);
        TextOf("again", "BTC-USDC").Split('\n').Length.ShouldBe((10 * 24) + 2);
    }

    [Fact]
    public async Task A_market_that_is_not_listed_gives_no_bar_and_says_so()
    {
        CliRun run = await PullAsync("none", 10, 0, "--native", "XYZ/USDC");

        run.Error.ShouldContain("XYZ/USDC: no bar in that time; does binance list it?");
        ((int)run.Document()["items"]![0]!["bars"]!).ShouldBe(0);
    }

    [Fact]
    public void Holes_between_bars_are_stated_with_how_many_are_missing()
    {
        Instant Hour(int hour) => Instant.FromUtc(2026, 1, 1, hour, 0);

        PulledGap gap = PulledFile.GapsOf([Hour(1), Hour(2), Hour(5), Hour(6)], Duration.FromHours(1))
            .ShouldHaveSingleItem();

        (gap.After, gap.Until, gap.Missing).ShouldBe((Hour(2), Hour(5), 2L));
    }

    [Theory]
    [InlineData("'BTCUSDT' is no market", "okx", "BTCUSDT", "--from", "2024-01-01")]
    [InlineData("--timeframe takes", "okx", "BTC/USDT", "--from", "2024-01-01", "--timeframe", "7m")]
    [InlineData("--from takes", "okx", "BTC/USDT", "--from", "yesterday")]
    [InlineData("--from lies before --to", "okx", "BTC/USDT", "--from", "2024-01-02", "--to", "2024-01-01")]
    [InlineData("--address takes", "okx", "BTC/USDT", "--from", "2024-01-01", "--address", "http://example.org")]
    [InlineData("--out takes", "okx", "BTC/USDT", "--from", "2024-01-01", "--out", "prices.csv")]
    public async Task What_makes_no_sense_is_bad_input(string words, params string[] arguments) =>
        (await CliRun.Of(["data", "pull", .. arguments])).ShouldFail(2, words);

    [Fact]
    public async Task An_exchange_that_nobody_knows_is_refused() =>
        (await CliRun.Of("data", "pull", "mtgox", "BTC/USDT", "--from", "2013-01-01", "--data", directory.Path))
            .ShouldFail(1, "mtgox cannot be opened (NoRow: ccxt knows no such exchange)");

    [Fact]
    public async Task An_exchange_without_spot_markets_is_refused_by_name() =>
        (await CliRun.Of("data", "pull", "dydx", "BTC/USDC", "--from", "2024-01-01", "--data", directory.Path))
            .ShouldFail(1, "bars are fetched of spot markets");

    private const string Policy = """
        {
          "portfolio": "pulled", "quote": "USDC", "accounts": ["paper"],
          "target": { "weights": { "BTC": 0.5, "ETH": 0.3, "USDC": 0.2 } },
          "trigger": { "checkEvery": "1h", "band": { "absolute": 0.05 } }
        }
        """;

    private Task<CliRun> PullAsync(string name, int fromDaysAgo, int toDaysAgo, params string[] more) => CliRun.Of(
    [
        "data", "pull", "binance", "--timeframe", "1h", "--json", "--address", $"{exchange.Address}",
        "--from", DayOf(fromDaysAgo), "--to", DayOf(toDaysAgo),
        "--data", Path.Combine(directory.Path, name), .. more,
    ]);

    private string DayOf(int daysAgo) =>
        (today - Duration.FromDays(daysAgo)).ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private string FolderOf(string name) => Path.Combine(directory.Path, name, "candles", "binance", "1h");

    private string TextOf(string name, string market) => TextOf(Path.Combine(FolderOf(name), market + ".csv.gz"));

    private static string TextOf(string file)
    {
        using GZipStream gzip = new(File.OpenRead(file), CompressionMode.Decompress);
        using StreamReader reader = new(gzip);
        return reader.ReadToEnd();
    }

    private CandleTable Table(string name) =>
        CandleCsv.ReadFiles([FolderOf(name)]).ShouldBeOfType<CandleCsvReading.Read>().Table;
}
