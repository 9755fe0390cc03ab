using System.Collections.Immutable;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
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
        BridgedVenue slow = await rig.OpenAsync(
            "slow", "papersecret", new SixSecondsALook(), TimeProvider.System);
        await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.007m, 50_500m));
        Instant mark = BridgedRig.Now - Duration.FromDays(9);
        TradeWatermark after = new($"{mark.ToUnixTimeMilliseconds()} old");
        List<VenueTrade> trades = [];
        int reads = 0;
        HistoryRemains remains = HistoryRemains.More;
        while (remains == HistoryRemains.More)
        {
            TradePage page = (await slow.Orders!.ReadTradesAsync(
                BridgedRig.Account, rig.Instrument, after, new TradesLook(), Cancellation))
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

    // A restart after forty days at an exchange that lists a day at a time.
    [Fact]
    public async Task A_long_look_through_past_orders_goes_on_where_it_was_cut_short()
    {
        Instant since = BridgedRig.Now - Duration.FromDays(40);
        using StepCounter steps = new(stopAt: 5);
        BridgedVenue cut = await rig.OpenAsync("cut", "papersecret", steps, TimeProvider.System);
        await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.008m, 50_500m));

        await cut.Orders!.ReadOrdersAsync(BridgedRig.Account, rig.Instrument, since, steps.Stop)
            .ContinueWith(_ => { }, TaskScheduler.Default);
        steps.Steps.ShouldBe(5);
        Reading<ImmutableArray<VenueOrder>> whole =
            await cut.Orders.ReadOrdersAsync(BridgedRig.Account, rig.Instrument, since, Cancellation);

        steps.Steps.ShouldBe(42, "forty days less a second each, what is left, and how long it rested");
        whole.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>()
            .Value.ShouldContain(order => order.Size.Value == 0.008m);
    }

    [Fact]
    public async Task Reads_of_Kraken_may_take_half_a_minute()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", "[]");
        BridgedVenue kraken = await RecordedBridge.OpenAsync(bridge, "kraken");

        kraken.Orders!.Capabilities.ReadLimit.ShouldBe(TimeSpan.FromSeconds(30));
    }

    /// <summary>Asked for once after each step.</summary>
    private sealed class StepCounter(int stopAt) : TimeProvider, IDisposable
    {
        private readonly CancellationTokenSource stop = new();

        public int Steps { get; private set; }

        public CancellationToken Stop => stop.Token;

        public override long GetTimestamp()
        {
            if (++Steps == stopAt)
            {
                stop.Cancel();
            }

            return Steps;
        }

        public void Dispose() => stop.Dispose();
    }

    private sealed class SixSecondsALook : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref looks, 6);
    }
}
