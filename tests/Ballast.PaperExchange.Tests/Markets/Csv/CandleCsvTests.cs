using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets.Csv;
using Ballast.Testing;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Markets.Csv;

public sealed class CandleCsvTests
{
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");

    [Fact]
    public void Reads_a_wide_file_and_keeps_an_empty_cell_as_a_gap()
    {
        CandleTable table =
            Read("prices.csv", "date,BTC,ETH\n2024-01-01,42000.5,\n2024-01-02,,2300\n2024-01-03,43000,2310\n");

        table.BarLength.ShouldBe(Duration.FromDays(1));
        table.Instants.Select(at => at.ToString())
            .ShouldBe(["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z"]);
        table[0, table.ColumnOf(Btc)]!.Close.Value.ShouldBe(42000.5m);
        table[0, table.ColumnOf(Eth)].ShouldBeNull();
        table[1, table.ColumnOf(Btc)].ShouldBeNull();
        table[2, table.ColumnOf(Eth)]!.Close.Value.ShouldBe(2310m);
    }

    [Fact]
    public void Reads_a_long_file_whose_lines_are_grouped_by_asset()
    {
        CandleTable table = Read("long.csv",
            "date,asset,venue,open,high,low,close,volume\n2024-01-01,BTC,x,1,4,0.5,2,9\n2024-01-02,BTC,x,,,,3,\n"
            + "2024-01-01,ETH,x,1,1,1,1,1\n");

        Candle bar = table[0, table.ColumnOf(Btc)]!;
        (bar.Open!.Value.Value, bar.High!.Value.Value, bar.Low!.Value.Value, bar.Volume!.Value.Value)
            .ShouldBe((1m, 4m, 0.5m, 9m));
        table[1, table.ColumnOf(Btc)]!.Open.ShouldBeNull();
        table[1, table.ColumnOf(Eth)].ShouldBeNull();
    }

    [Theory]
    [InlineData("kucoin_BTC-USDT_1h.csv.gz", "BTC")]
    [InlineData("coinbase_ETH-USD_1m_2023-12.csv.gz", "ETH")]
    [InlineData("SOL.csv", "SOL")]
    [InlineData("USDCUSDT.csv", "USDC")]
    public void Names_the_asset_of_a_single_series_by_its_file(string file, string asset) =>
        Read(file, "ts,open,high,low,close,volume\n2024-01-01T00:00:00Z,1,1,1,1,1\n").Assets.ShouldBe(
            [new Asset(asset)]);

    [Fact]
    public void Takes_the_quote_off_the_symbols_of_a_long_file() =>
        Read("x.csv", "ts,symbol,close\n2024-01-01T00:00:00Z,LUNAUSDT,1\n2024-01-01T00:00:00Z,USDCUSDT,1\n")
            .Assets.ShouldBe([new Asset("LUNA"), new Asset("USDC")]);

    [Theory]
    [InlineData("2024-01-01")]
    [InlineData("2024-01-01T00:00:00Z")]
    [InlineData("2024-01-01 00:00:00")]
    [InlineData("2024-01-01T00:00:00.000+00:00")]
    [InlineData("1704067200")]
    [InlineData("1704067200000")]
    public void Reads_every_usual_form_of_an_instant(string text) =>
        Read("x.csv", $"date,BTC\n{text},1\n").Instants[0].ShouldBe(Instant.FromUtc(2024, 1, 1, 0, 0));

    [Theory]
    [InlineData("0.00000897", "0.00000897")]
    [InlineData("9e-05", "0.00009")]
    [InlineData("1.50E-08", "0.000000015")]
    [InlineData("2.5e3", "2500")]
    [InlineData("1e-28", "0.0000000000000000000000000001")]
    [InlineData("12345678901234567.8", "12345678901234567.8")]
    [InlineData("9999999999999999999", "9999999999999999999")]
    [InlineData("123456789012345678", "123456789012345678")]
    [InlineData("1234567890123456789.123456789", "1234567890123456789.123456789")]
    [InlineData(".5", "0.5")]
    public void Reads_prices_exactly(string text, string expected) =>
        CanonicalDecimal.Format(Read("x.csv", $"date,BTC\n2024-01-01,{text}\n").SeriesOf(Btc)[0].Close.Value)
            .ShouldBe(expected);

    [Theory]
    [InlineData("date,BTC\n2024-01-01,1\n2024-01-02,n/a\n", 3, "'n/a'")]
    [InlineData("date,BTC\n2024-01-01,NaN\n", 2, "not a number")]
    [InlineData("date,BTC\n2024-01-01,e-05\n", 2, "not a number")]
    [InlineData("date,BTC\n2024-01-01,1.e-x5\n", 2, "not a number")]
    [InlineData("date,BTC\n2024-01-01T24:00,1\n", 2, "is not a time")]
    [InlineData("date,BTC\n2024-01-01T10:60,1\n", 2, "is not a time")]
    [InlineData("date,BTC,ETH\n2024-01-02,1,2,3\n", 2, "4 columns where the header has 3")]
    [InlineData("date,BTC\n2024-01-01,Infinity\n", 2, "not a number")]
    [InlineData("date,BTC\n2024-01-01,-1\n", 2, "negative")]
    [InlineData("date,BTC\n2024-01-01,.\n", 2, "not a number")]
    [InlineData("date,BTC\n2024-01-02,1\n2024-01-01,1\n", 3, "must rise")]
    [InlineData("date,BTC\n2024-01-02,1\n2024-01-02,1\n", 3, "two bars")]
    [InlineData("date,BTC,ETH\n2024-01-02,1\n", 2, "2 columns where the header has 3")]
    [InlineData("date,BTC,BTC\n2024-01-02,1,1\n", 1, "twice")]
    [InlineData("date,B T C\n2024-01-02,1\n", 1, "not an asset symbol")]
    [InlineData("price,BTC\n2024-01-02,1\n", 1, "the header starts with 'price'")]
    [InlineData("date,BTC\nyesterday,1\n", 2, "'yesterday' is not a time")]
    [InlineData("date,BTC\n2024-02-30,1\n", 2, "is not a time")]
    [InlineData("ts,symbol,close\n2024-01-01,BTC,\n", 2, "close is missing")]
    [InlineData("ts,symbol,open\n2024-01-01,BTC,1\n", 1, "no close")]
    [InlineData("date,BTC,ETH\n2024-01-01,1,1\n2024-01-02,1,0\n", 3, "ETH is 0")]
    [InlineData("date,BTC,ETH\n2024-01-01,1,\"0.0\"\n", 2, "ETH is 0")]
    [InlineData("ts,symbol,close\n2024-01-01,BTC,0\n", 2, "the close of BTC is 0")]
    [InlineData("ts,symbol,open,high,low,close\n2024-01-01,BTC,0,2,1,1\n", 2, "open is 0")]
    [InlineData("ts,symbol,open,high,low,close\n2024-01-01,BTC,1,0.5,2,1\n", 2, "below its low")]
    [InlineData("date,BTC\n", 0, "no price")]
    [InlineData("", 0, "empty")]
    public void Refuses_bad_text_naming_file_and_line(string text, int line, string cause)
    {
        var refused =
            CandleCsv.ReadText("bad.csv", Encoding.UTF8.GetBytes(text)).ShouldBeOfType<CandleCsvReading.Refused>();

        refused.Line.ShouldBe(line);
        refused.What.ShouldContain(cause);
        refused.Message.ShouldStartWith("bad.csv");
    }

    [Fact]
    public void Reads_quotes_blanks_and_exponents_among_plain_rows_alike()
    {
        CandleTable table = Read(
            "x.csv", "date,BTC,ETH\n2024-01-01,1.5,2\n2024-01-02,\"1.5\", 2 \n2024-01-03,15e-01,\n2024-01-04,,2.0\n");

        table.SeriesOf(Btc).Select(bar => bar.Close.Value).ShouldBe([1.5m, 1.5m, 1.5m]);
        table.SeriesOf(Eth).Select(bar => bar.Close.Value).ShouldBe([2m, 2m, 2m]);
        table[2, table.ColumnOf(Eth)].ShouldBeNull();
        table[3, table.ColumnOf(Btc)].ShouldBeNull();
    }

    [Fact]
    public void Refuses_a_file_that_is_not_there() =>
        CandleCsv.ReadFiles(["/nowhere/prices.csv"])
            .ShouldBeOfType<CandleCsvReading.Refused>().Message.ShouldStartWith("/nowhere/prices.csv");

    [Fact]
    public void Reads_line_ends_and_a_byte_order_mark_of_other_systems() =>
        Read("x.csv", "\uFEFFdate,BTC\r\n2024-01-01,1\r\n").SeriesOf(Btc)[0].Close.Value.ShouldBe(1m);

    [Fact]
    public void Reads_the_real_daily_closes_with_their_late_listings()
    {
        // Rows and the first line are stated by the folder's own description and visible in the file.
        CandleTable table = ReadReal("daily/close_wide_binance_usdt.csv");

        table.Instants.Length.ShouldBe(3260);
        table.Assets.Length.ShouldBe(24);
        table[0, table.ColumnOf(Btc)]!.Close.Value.ShouldBe(4285.08m);
        table[0, table.ColumnOf(new Asset("SOL"))].ShouldBeNull();
    }

    [Fact]
    public void Reads_the_real_hourly_bars_of_one_pair()
    {
        CandleTable table = ReadReal("hourly/kucoin_BTC-USDT_1h.csv.gz");

        table.Instants.Length.ShouldBe(37_001);
        table.BarLength.ShouldBe(Duration.FromHours(1));
        table.SeriesOf(Btc)[0].Low!.Value.Value.ShouldBe(46210.4m);
    }

    [Fact]
    public void Keeps_the_gap_of_a_symbol_that_carried_two_coins()
    {
        // LUNA stopped in May 2022 and its symbol came back with another coin 437 hours later.
        CandleTable table = ReadReal("hourly/binance_stress_events_1h_2022-04_2023-03.csv.gz");

        var luna = table.SeriesOf(new Asset("LUNA"));
        luna.Zip(luna.Skip(1), (a, b) => b.End - a.End).Max().ShouldBeGreaterThan(Duration.FromHours(400));
        table.Assets.ShouldContain(new Asset("UST"));
    }

    private static CandleTable Read(string name, string text) =>
        CandleCsv.ReadText(name, Encoding.UTF8.GetBytes(text)).ShouldBeOfType<CandleCsvReading.Read>().Table;

    private static CandleTable ReadReal(string file)
    {
        ReferenceFile located = ReferenceFile.Locate(file);
        Assert.SkipWhen(located is ReferenceFile.NoFolder, (located as ReferenceFile.NoFolder)?.Why ?? "");
        string path = located.ShouldBeOfType<ReferenceFile.Found>().Path;
        return CandleCsv.ReadFiles([path]).ShouldBeOfType<CandleCsvReading.Read>().Table;
    }
}
