using System.Collections.Immutable;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// Reads an account's orders of a market since an instant. The exchange lists the newest thousand, or those from a
/// number on, or those of 24 hours at most. Only the first two are asked for: days would be as many requests as days,
/// and which end of a day with more than a thousand is listed is not said. A long look that was cut short goes on where
/// it stopped.
/// </summary>
internal sealed class BinancePastOrders(BinanceWire wire, TimeProvider machine)
{
    private const int PageSize = 1000;

    // What was listed as open longer ago than this is asked for again.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly RestingWalks<NumberWalk> walks = new(machine);

    /// <summary>All of them, oldest first.</summary>
    public async Task<Reading<ImmutableArray<VenueOrder>>> ReadAsync(
        Instrument market, Instant since, CancellationToken cancellation)
    {
        Reading<ImmutableArray<PastOrder>> newest = await AskAsync(market, $"limit={PageSize}", cancellation);
        if (newest is not Reading<ImmutableArray<PastOrder>>.Known { Value: var read })
        {
            return Failed(newest);
        }

        return read.Length < PageSize || read.Any(order => NumberWalk.IsOlder(order, since))
            ? Known(read, since)
            : await WalkAsync(
                market,
                walks.Of(market, since, Instant.FromUnixTimeMilliseconds(wire.NowMs))
                    ?? new NumberWalk(since, read[0].Number),
                cancellation);
    }

    private async Task<Reading<ImmutableArray<VenueOrder>>> WalkAsync(
        Instrument market, NumberWalk begun, CancellationToken cancellation)
    {
        NumberWalk walk = begun;
        while (NextAsked(walk) is { } from)
        {
            int limit = walk.IsProven ? PageSize : 1;
            Reading<ImmutableArray<PastOrder>> reading =
                await AskAsync(market, $"limit={limit}&orderId={from}", cancellation);
            if (reading is not Reading<ImmutableArray<PastOrder>>.Known { Value: var page })
            {
                return Failed(reading);
            }

            if (After(walk, from, page) is not { } further)
            {
                walks.Forget(market);
                return new Reading<ImmutableArray<VenueOrder>>.Failed(BinanceErrors.ForRead(BinanceErrors.Unreadable(
                    $"orders of {market.Symbol} from number {from} on are not listed as they were a moment ago, or "
                    + "not from the lowest number on")));
            }

            walk = further;
            walks.Keep(market, walk.Since, walk);
        }

        walks.Forget(market);
        return Known(walk.Orders.Values, walk.Since);
    }

    private NumberWalk? After(NumberWalk walk, long from, ImmutableArray<PastOrder> page) =>
        !walk.IsProven ? page is [{ Number: var number }] && number == from ? walk with { IsProven = true } : null
        : !walk.IsWhole ? walk.After(page, page.Length >= PageSize)
        : walk.Renewed([walk.Orders[from] with { ReadAt = Now }, .. page]);

    private long Now => machine.GetTimestamp();

    // From which number on; null where the walk is over.
    private long? NextAsked(NumberWalk walk) =>
        !walk.IsProven ? walk.Above
        : !walk.IsWhole ? walk.Asks
        : walk.Orders.Values.FirstOrDefault(
            order => order.Order.IsOpen && machine.GetElapsedTime(order.ReadAt) > FreshFor)?.Number;

    private async Task<Reading<ImmutableArray<PastOrder>>> AskAsync(
        Instrument market, string which, CancellationToken cancellation)
    {
        string query = $"symbol={market.Symbol}&{which}";
        WireAnswer answer = await wire.SignedAsync(HttpMethod.Get, "/api/v3/allOrders", query, cancellation);
        long now = Now;
        return WireReadings.Of(
            answer,
            BinanceMessages.Default.OrderMessageArray,
            orders => (ImmutableArray<PastOrder>)
                [.. orders.Whole().Select(order => LineOf(order, now)).OrderBy(order => order.Number)]);
    }

    private static PastOrder LineOf(OrderMessage order, long now) => new(
        BinanceRecords.Order(order),
        order.OrderId,
        Instant.FromUnixTimeMilliseconds(
            order.Time ?? throw new FormatException("an order of a list has no time")),
        now);

    private static Reading<ImmutableArray<VenueOrder>>.Known Known(IEnumerable<PastOrder> orders, Instant since) =>
        new([.. orders.Where(order => order.At >= since).Select(order => order.Order)]);

    private static Reading<ImmutableArray<VenueOrder>>.Failed Failed(Reading<ImmutableArray<PastOrder>> reading) =>
        new(((Reading<ImmutableArray<PastOrder>>.Failed)reading).Error);
}
