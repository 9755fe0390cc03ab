using Ballast.Cli.Commands.Importing;
using Ballast.Cli.Frame;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Cli.Tests.Commands.Importing;

/// <summary>Files of past trades: what is read, and the one fault that is said.</summary>
public sealed class TradeFileTests
{
    private const string Columns = "time,market,side,quantity,price,fee,fee_asset,trade_id,quote_price\n";

    [Fact]
    public void Columns_are_found_by_name_and_what_may_be_missing_may()
    {
        PastTrade[] read = Read(
            """
            # of an exchange that is gone
            trade_id,time,market,side,quantity,price

            17,2024-03-01T12:30:00Z,BTC/USDC,BUY,0.5,60000.5
            18,2024-03-02,BTC-USDC,sell,"0.25",61000
            """);

        read.Select(trade => trade.TradeId).ShouldBe(["17", "18"]);
        read[0].Side.ShouldBe(TradeSide.Buy);
        read[0].Price.Value.ShouldBe(60000.5m);
        read[0].At.ShouldBe(Instant.FromUtc(2024, 3, 1, 12, 30));
        read[0].Fee.IsZero.ShouldBeTrue();
        read[0].IsFeeUntold.ShouldBeTrue("no column is no word");
        read[1].Market.ShouldBe("BTC/USDC");
        read[1].Size.Value.ShouldBe(0.25m);
    }

    [Fact]
    public void A_number_that_begins_with_a_hash_is_a_trade_and_no_comment() =>
        Read("trade_id,time,market,side,quantity,price\n# said once\n#17,2024-03-01,kPEPE/USDC,buy,1,2")
            .ShouldHaveSingleItem().TradeId.ShouldBe("#17");

    [Fact]
    public void A_fee_and_what_the_currency_was_worth_are_read_with_their_assets()
    {
        PastTrade trade = Read(Columns + "2024-03-01,ETH/BTC,buy,5,0.05,0.001,BNB,9,62000").ShouldHaveSingleItem();

        trade.FeeAsset.ShouldBe(new Asset("BNB"));
        trade.Fee.Value.ShouldBe(0.001m);
        trade.Rate.ShouldBe(new QuoteRate(new Asset("USDC"), new Price(62000m)));
    }

    [Theory]
    [InlineData("2024-13-01,BTC/USDC,buy,1,1,0,USDC,1,", "line 2, time: '2024-13-01' is not a date")]
    [InlineData("2924-03-01,BTC/USDC,buy,1,1,0,USDC,1,", "line 2, time: is 2924-03-01T00:00:00Z, which has not come")]
    [InlineData("2024-03-01,btc/usdc,buy,1,1,0,USDC,1,", "line 2, market: 'btc/usdc' is not a market such as BTC/USDC")]
    [InlineData("2024-03-01,BTC/USDC,buy,1,1,0,usdc,1,", "line 2, fee_asset: 'usdc' is not the asset that the fee")]
    [InlineData("2024-03-01,BTCUSDC,buy,1,1,0,USDC,1,", "line 2, market: 'BTCUSDC' is not a market such as BTC/USDC")]
    [InlineData("2024-03-01,BTC/USDC,long,1,1,0,USDC,1,", "line 2, side: 'long' is not buy or sell")]
    [InlineData("2024-03-01,BTC/USDC,buy,1e3,1,0,USDC,1,", "line 2, quantity: '1e3' is not a plain decimal number")]
    [InlineData("2024-03-01,BTC/USDC,buy,-1,1,0,USDC,1,", "line 2, quantity: is -1, and must be above 0")]
    [InlineData("2024-03-01,BTC/USDC,buy,1,0,0,USDC,1,", "line 2, price: '0' is not a number above 0")]
    [InlineData("2024-03-01,BTC/USDC,buy,1,1,x,USDC,1,", "line 2, fee: 'x' is not a plain decimal number")]
    [InlineData("2024-03-01,BTC/USDC,buy,1,1,0.1,,1,", "line 2, fee_asset: '' is not the asset that the fee")]
    [InlineData("2024-03-01,BTC/USDC,buy,1,1,1,BTC,1,", "line 2, fee: is 1 BTC, and must be below the 1 bought")]
    [InlineData("2024-03-01,BTC/USDC,buy,1,1,0,USDC,,", "line 2, trade_id: is empty")]
    [InlineData("2024-03-01,BTC/BTC,buy,1,1,0,USDC,1,", "line 2, market: trades BTC for itself")]
    [InlineData("2024-03-01,BTC/USDC,buy,1,1,0,USDC,1", "line 2: 8 fields, and there are 9 columns")]
    public void A_bad_line_is_one_fault_with_file_line_and_field(string line, string words)
    {
        TradeFileReading.Unusable unusable = Unusable(Columns + line + "\nand,another");

        unusable.Cause.ShouldContain("trades.csv, " + words);
        unusable.WayOut.ShouldContain("nothing was imported");
    }

    [Fact]
    public void A_number_that_comes_twice_must_be_the_same_trade()
    {
        const string once = Columns + "2024-03-01,BTC/USDC,buy,1,2,0,USDC,7,\n";

        Read(once + "2024-03-01,BTC/USDC,buy,1,2,0,USDC,7,\n2024-03-01,ETH/USDC,buy,1,3,0,USDC,7,").Length.ShouldBe(3);
        Unusable(once + "2024-03-01,BTC/USDC,buy,1,3,0,USDC,7,").Cause
            .ShouldContain("line 3, trade_id: 7 of BTC/USDC was told otherwise before");
    }

    [Theory]
    [InlineData("time,market,side,quantity,price\n", "line 1: there is no column trade_id")]
    [InlineData("time,market,side,quantity,price,trade_id,note\n", "line 1: column 'note' is not known")]
    [InlineData("time,market,side,quantity,price,trade_id,time\n", "a column is there twice")]
    [InlineData("", "trades.csv is empty")]
    public void A_file_without_its_columns_is_refused(string text, string words) =>
        Unusable(text).Cause.ShouldContain(words);

    private static PastTrade[] Read(string text) =>
        [.. Reading(text).ShouldBeOfType<TradeFileReading.Read>().Trades];

    private static TradeFileReading.Unusable Unusable(string text) =>
        Reading(text).ShouldBeOfType<TradeFileReading.Unusable>();

    private static TradeFileReading Reading(string text)
    {
        using ScratchDirectory scratch = new();
        using StringReader none = new("");
        Surroundings surroundings = new()
        {
            In = none,
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Time = TimeProvider.System,
            Width = 100,
            IsTerminal = false,
        };
        return TradeFile.Read(scratch.Write("trades.csv", text), new Asset("USDC"), surroundings);
    }
}
