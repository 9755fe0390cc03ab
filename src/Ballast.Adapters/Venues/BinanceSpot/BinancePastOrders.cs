using System.Collections.Concurrent;
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

    private static readonly Duration LongWalk = Duration.FromDays(1);
    private static readonly TimeSpan WalkRests = TimeSpan.FromMinutes(10);

    // What was listed as open longer ago than this is asked for again.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, NumberWalk> walks = new(StringComparer.Ordinal);

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
            : await WalkAsync(market, Resumed(market, since) ?? new NumberWalk(since, read[0].Number), cancellation);
    }

    // A short look begins anew: whether an order is absent is not judged from what was read a while ago.
    private NumberWalk? Resumed(Instrument market, Instant since) =>
        Instant.FromUnixTimeMilliseconds(wire.NowMs) - since > LongWalk
            && walks.TryGetValue(market.Symbol, out NumberWalk? walk)
            && walk.Since == since
            && machine.GetElapsedTime(walk.RestsSince) < WalkRests
            ? walk
            : null;

    private async Task<Reading<ImmutableArray<VenueOrder>>> WalkAsync(
        Instrument market, NumberWalk begun, CancellationToken cancellation)
    {
        NumberWalk walk = begun;
        while (!walk.IsWhole || Stale(walk) is not null)
        {
            long from = !walk.IsProven ? walk.Above : !walk.IsWhole ? walk.Asks : Stale(walk)!.Number;
            int limit = walk.IsProven ? PageSize : 1;
            Reading<ImmutableArray<PastOrder>> reading =
                await AskAsync(market, $"limit={limit}&orderId={from}", cancellation);
            if (reading is not Reading<ImmutableArray<PastOrder>>.Known { Value: var page })
            {
                return Failed(reading);
            }

            if (After(walk, from, page) is not { } further)
            {
                walks.TryRemove(market.Symbol, out _);
                return new Reading<ImmutableArray<VenueOrder>>.Failed(BinanceErrors.ForRead(BinanceErrors.Unreadable(
                    $"orders of {market.Symbol} from number {from} on are not listed as they were a moment ago, or "
                    + "not from the lowest number on")));
            }

            walk = further with { RestsSince = Now };
            walks[market.Symbol] = walk;
        }

        walks.TryRemove(market.Symbol, out _);
        return Known(walk.Orders.Values, walk.Since);
    }

    private NumberWalk? After(NumberWalk walk, long from, ImmutableArray<PastOrder> page) =>
        !walk.IsProven ? page is [{ Number: var number }] && number == from ? walk with { IsProven = true } : null
        : !walk.IsWhole ? walk.After(page, page.Length >= PageSize)
        : walk.Renewed([walk.Orders[from] with { ReadAt = Now }, .. page]);

    private long Now => machine.GetTimestamp();

    private PastOrder? Stale(NumberWalk walk) => walk.Orders.Values.FirstOrDefault(
        order => order.IsOpen && machine.GetElapsedTime(order.ReadAt) > FreshFor);

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
