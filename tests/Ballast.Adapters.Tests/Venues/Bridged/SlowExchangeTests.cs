using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Exchanges that may be asked so seldom that a read of several requests takes longer than anybody waits: Kraken's
/// row, and trades of a paper exchange that lists a day at a time, on a clock that shows six seconds more at each look.
/// </summary>
public sealed class SlowExchangeTests(BridgedRig rig) : IClassFixture<BridgedRig>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_that_takes_long_gives_what_it_has_and_the_next_goes_on_from_there()
    {
        BridgedVenue slow = await rig.OpenAsync("slow", "papersecret", new SixSecondsALook());
        await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.007m, 50_500m));
        Instant mark = BridgedRig.Now - Duration.FromDays(9);
        TradeWatermark after = new($"{mark.ToUnixTimeMilliseconds()} old");
        List<VenueTrade> trades = [];
        int reads = 0;
        HistoryRemains remains = HistoryRemains.More;
        while (remains == HistoryRemains.More)
        {
            TradePage page = (await slow.Orders!.ReadTradesAsync(
                BridgedRig.Account, rig.Instrument, after, Cancellation))
                .ShouldBeOfType<Reading<TradePage>.Known>().Value;
            trades.AddRange(page.Trades);
            page.Watermark.ShouldNotBe(after, "every read comes further");
            (after, remains) = (page.Watermark, page.Remains);
            (++reads).ShouldBeLessThan(30);
        }

        reads.ShouldBe(10, "nine days, of which each is a read, and the rest");
        trades.ShouldContain(trade => trade.Fill.Size.Value == 0.007m);
        trades.Select(trade => trade.Fill.TradeId).ShouldBeUnique();
    }

    [Fact]
    public async Task Reads_of_Kraken_may_take_half_a_minute()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", "[]");
        BridgedVenue kraken = (await BridgedVenue.OpenAsync(
            new BridgedOptions
            {
                Account = new AccountId("mine"),
                Exchange = "kraken",
                Network = "live",
                Credentials = ImmutableSortedDictionary<string, Secret>.Empty
                    .Add("apiKey", new Secret("canary-key")).Add("secret", new Secret("Y2FuYXJ5LWtleQ==")),
                Venue = "kraken",
            },
            bridge,
            new VenueClocks(TimeProvider.System, TimeProvider.System),
            Cancellation)).ShouldBeOfType<Reading<BridgedVenue>.Known>().Value;

        kraken.Orders!.Capabilities.ReadLimit.ShouldBe(TimeSpan.FromSeconds(30));
    }

    private sealed class SixSecondsALook : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref looks, 6);
    }
}
