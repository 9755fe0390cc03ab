using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Reads an account's open orders, and past ones in steps that are whole: a look through months that was cut short goes
/// on where it stopped.
/// </summary>
internal sealed class BridgedOrderLists(BridgedWire wire, ExchangeRow row, TimeProvider machine)
{
    // A look back that is longer than this takes up where the last one stopped.
    private static readonly Duration LongWalk = Duration.FromDays(1);
    private static readonly TimeSpan WalkRests = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, OrderWalk> walks = new(StringComparer.Ordinal);

    /// <summary>All open orders.</summary>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(CancellationToken cancellation) =>
        ReadOpenAsync([], cancellation);

    /// <summary>All orders of a market since an instant, each once.</summary>
    public async Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        Instrument market, Instant since, CancellationToken cancellation)
    {
        // An order that ends between the two is in both; the other way round it would be in neither.
        Reading<ImmutableArray<VenueOrder>> open =
            await ReadOpenAsync(new JsonObject { ["symbol"] = market.Symbol }, cancellation);
        if (open is not Reading<ImmutableArray<VenueOrder>>.Known { Value: var standing })
        {
            return open;
        }

        ListingSteps<VenueOrder> steps = new(
            (span, stop) => ReadSheetAsync(market, span, stop), row.OrderList);
        Instant end = Now;

        // A beginning in the future is that of a clock that was ahead: nothing would be asked for.
        OrderWalk walk = Resumed(market.Symbol, since < end ? since : end - LongWalk, steps.Longest);
        while (walk.From < end)
        {
            Reading<ListingStep<VenueOrder>> reading =
                await steps.NextAsync(walk.From, walk.Stride, end, cancellation);
            if (reading is not Reading<ListingStep<VenueOrder>>.Known { Value: var step })
            {
                return new Reading<ImmutableArray<VenueOrder>>.Failed(
                    ((Reading<ListingStep<VenueOrder>>.Failed)reading).Error);
            }

            walk = walk.After(step, machine.GetTimestamp());
            walks[market.Symbol] = walk;
        }

        walks.TryRemove(market.Symbol, out _);
        return new Reading<ImmutableArray<VenueOrder>>.Known(
        [
            .. walk.Orders.Values,
            .. standing.Where(order => order.Symbol == market.Symbol && !walk.Orders.ContainsKey(order.VenueId)),
        ]);
    }

    // Months in steps of a day take longer than one read may. A short look back always begins anew: whether an order is
    // absent is not judged from what was read a while ago.
    private OrderWalk Resumed(string symbol, Instant since, Duration longest) =>
        Now - since > LongWalk
            && walks.TryGetValue(symbol, out OrderWalk? walk)
            && walk.Since == since
            && machine.GetElapsedTime(walk.RestsSince) < WalkRests
            ? walk
            : new OrderWalk(since, longest);

    private Instant Now => Instant.FromUnixTimeMilliseconds(wire.NowMs);

    private Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenAsync(JsonObject asked, CancellationToken cancellation) =>
        wire.ReadAsync<ImmutableArray<VenueOrder>>(
            "openOrders",
            asked,
            json => [.. json.GetProperty("orders").EnumerateArray().Select(OrderOf)],
            cancellation);

    private Task<Reading<ListedSheet<VenueOrder>>> ReadSheetAsync(
        Instrument market, ListingSpan span, CancellationToken cancellation) => wire.ReadAsync(
            "pastOrders", row.OrderList.Asked(market, span), json => SheetOf(json, market, span.From), cancellation);

    private ListedSheet<VenueOrder> SheetOf(JsonElement json, Instrument market, Instant from)
    {
        JsonElement[] lines = [.. json.GetProperty("orders").EnumerateArray()];
        return new ListedSheet<VenueOrder>(
            [.. lines.Select(line => (BridgedRecords.Text(line, "orderId"), BridgedRecords.TimeOr(line, "at", from)))],
            [.. lines.Where(line => BridgedRecords.TextOrEmpty(line, "symbol") == market.Symbol).Select(OrderOf)]);
    }

    // An order of somebody else may say less: a purchase for an amount has no size before it has a fill.
    private VenueOrder OrderOf(JsonElement line) =>
        row.ClientIds is { } form
            && ClientIdText.Recognize(BridgedRecords.TextOrEmpty(line, "clientId"), form) is not null
            ? BridgedRecords.Order(line)
            : BridgedRecords.StrangersOrder(line);
}
