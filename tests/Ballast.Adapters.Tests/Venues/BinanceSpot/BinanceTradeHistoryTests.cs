using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Venues.BinanceSpot;

/// <summary>Reading past trades behind a mark.</summary>
public sealed class BinanceTradeHistoryTests
{
    [Theory]
    [InlineData("zzz")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    public async Task A_mark_that_is_no_number_of_a_trade_is_an_answer_and_no_exception(string mark)
    {
        using PaperRig rig = new();

        Reading<TradePage> reading = await rig.Venue.History.ReadHistoryAsync(
            PaperRig.Account, rig.Instrument, new TradeWatermark(mark), TestContext.Current.CancellationToken);

        VenueError error = reading.ShouldBeOfType<Reading<TradePage>.Failed>().Error;
        error.Code.ShouldBe("mark-unreadable");
        error.Message.ShouldContain(mark);
    }
}
