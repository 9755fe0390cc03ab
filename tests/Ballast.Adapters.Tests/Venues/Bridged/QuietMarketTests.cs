using Ballast.Adapters.Venues.Bridged;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>The mark of a market in which nothing was traded for long.</summary>
public sealed class QuietMarketTests(BridgedRig rig) : IClassFixture<BridgedRig>
{
    // By a clock that was three hours ahead the mark would pass two hours of trades that are still to come.
    [Theory]
    [InlineData(0, true)]
    [InlineData(3, false)]
    public async Task It_moves_on_by_a_clock_that_is_right_alone(int hoursAhead, bool isMoved)
    {
        BridgedVenue venue = await rig.OpenAsync(
            $"ahead-{hoursAhead}", "papersecret", TimeProvider.System, new Ahead(TimeSpan.FromHours(hoursAhead)));
        Instant quietSince = BridgedRig.Now - Duration.FromHours(14);
        TradeWatermark after = new($"{quietSince.ToUnixTimeMilliseconds()} old");

        TradePage page = (await venue.Orders!.ReadTradesAsync(
            BridgedRig.Account,
            rig.Instrument,
            after,
            new TradesLook(),
            TestContext.Current.CancellationToken))
            .ShouldBeOfType<Reading<TradePage>.Known>().Value;

        page.Trades.ShouldBeEmpty();
        (page.Watermark != after).ShouldBe(isMoved);
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
