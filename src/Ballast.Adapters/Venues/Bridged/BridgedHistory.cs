using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Reads an account's orders and trades. Listings of orders begin at an instant and end where the exchange's page ends:
/// they are read on from their last line until nothing new comes. Trades are read in steps that are whole.
/// </summary>
internal sealed class BridgedHistory(BridgedWire wire, TradeListing listing)
{
    private const int PageSize = 500;

    // Trades of one instant may be listed one after another.
    private static readonly Duration Overlap = Duration.FromSeconds(60);

    /// <summary>All open orders.</summary>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(CancellationToken cancellation) =>
        wire.ReadAsync<ImmutableArray<VenueOrder>>(
            "openOrders",
            [],
            json => [.. json.GetProperty("orders").EnumerateArray().Select(BridgedRecords.Order)],
            cancellation);

    /// <summary>All orders of a market since an instant, oldest first.</summary>
    public async Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        Instrument market, Instant since, CancellationToken cancellation)
    {
        var orders = ImmutableArray.CreateBuilder<VenueOrder>();
        HashSet<string> seen = new(StringComparer.Ordinal);
        Instant from = since;
        while (true)
        {
            Reading<ImmutableArray<(VenueOrder Order, Instant At)>> page = await wire.ReadAsync(
                "orders", Listing(market, from), json => Dated(json, from), cancellation);
            if (page is not Reading<ImmutableArray<(VenueOrder Order, Instant At)>>.Known { Value: var read })
            {
                return new Reading<ImmutableArray<VenueOrder>>.Failed(
                    ((Reading<ImmutableArray<(VenueOrder Order, Instant At)>>.Failed)page).Error);
            }

            int before = orders.Count;
            orders.AddRange(read.Where(line => seen.Add(line.Order.VenueId)).Select(line => line.Order));
            if (orders.Count == before)
            {
                return new Reading<ImmutableArray<VenueOrder>>.Known(orders.ToImmutable());
            }

            from = Instant.Max(from, read.Max(line => line.At));
        }
    }

    /// <summary>Trades of a market after a watermark, oldest first; without one, those that the exchange lists without
    /// a time, and what came after them.</summary>
    public async Task<Reading<TradePage>> ReadTradesAsync(
        Instrument market, TradeWatermark after, CancellationToken cancellation)
    {
        BridgedSheets sheets = new(wire, listing, market);
        TradeMark mark = TradeMark.Read(after.Value);
        HashSet<string> seen = [.. mark.Seen];
        List<VenueTrade> fresh = [];
        if (mark.At is not { } last)
        {
            Reading<TradeSheet> newest = await sheets.ReadAsync(cancellation);
            if (newest is not Reading<TradeSheet>.Known { Value.Trades: var told })
            {
                return new Reading<TradePage>.Failed(((Reading<TradeSheet>.Failed)newest).Error);
            }

            fresh.AddRange(told.Where(trade => seen.Add(trade.Fill.TradeId)));
            if (fresh.Count == 0)
            {
                return new Reading<TradePage>.Known(new TradePage([], after));
            }

            last = fresh.Max(trade => trade.Fill.At);
        }

        Instant end = Instant.FromUnixTimeMilliseconds(wire.NowMs);
        TradeSteps steps = new(sheets.ReadAsync, listing);
        (Instant from, Duration stride) = (last - Overlap, steps.Begin);
        while (from < end)
        {
            Reading<TradeStep> reading = await steps.NextAsync(from, stride, end, cancellation);
            if (reading is not Reading<TradeStep>.Known { Value: var step })
            {
                return new Reading<TradePage>.Failed(((Reading<TradeStep>.Failed)reading).Error);
            }

            fresh.AddRange(step.Trades.Where(trade => seen.Add(trade.Fill.TradeId)));
            (from, stride) = (step.Through, step.Stride);
        }

        return new Reading<TradePage>.Known(PageOf(fresh, mark, after));
    }

    private static TradePage PageOf(List<VenueTrade> fresh, TradeMark mark, TradeWatermark after) =>
        fresh.Count == 0
            ? new TradePage([], after)
            : new TradePage(
                [.. fresh.OrderBy(trade => trade.Fill.At)],
                new TradeWatermark(mark.With(fresh, Overlap).ToString()));

    private static JsonObject Listing(Instrument market, Instant since) => new()
    {
        ["symbol"] = market.Symbol,
        ["limit"] = PageSize,
        ["since"] = Math.Max(1L, since.ToUnixTimeMilliseconds()),
    };

    private static ImmutableArray<(VenueOrder Order, Instant At)> Dated(JsonElement json, Instant from) =>
    [
        .. json.GetProperty("orders").EnumerateArray()
            .Select(order => (BridgedRecords.Order(order), BridgedRecords.TimeOr(order, "at", from))),
    ];

    /// <summary>The last trade's instant, and the trades that were read within the overlap before it.</summary>
    private sealed record TradeMark(Instant? At, ImmutableArray<string> Seen)
    {
        public static TradeMark Read(string text)
        {
            string[] parts = text.Split(' ');
            return text.Length == 0
                ? new TradeMark(null, [])
                : new TradeMark(
                    Instant.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)),
                    [.. parts.Skip(1)]);
        }

        public TradeMark With(List<VenueTrade> fresh, Duration overlap)
        {
            Instant last = fresh.Max(trade => trade.Fill.At);
            Instant end = At is { } before ? Instant.Max(before, last) : last;
            bool isNear = At is { } old && end - old < overlap;
            return new TradeMark(end,
            [
                .. isNear ? Seen : [],
                .. fresh.Where(trade => trade.Fill.At >= end - overlap).Select(trade => trade.Fill.TradeId),
            ]);
        }

        public override string ToString() => string.Join(
            ' ', Seen.Prepend(At!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
    }
}
