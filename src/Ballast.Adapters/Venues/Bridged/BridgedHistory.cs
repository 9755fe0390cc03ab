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
/// Reads an account's orders and trades in steps that are whole. Some exchanges let a client ask once in six seconds:
/// a read of trades that takes long gives what it has and says that there is more, so that nothing is read twice.
/// </summary>
internal sealed class BridgedHistory(BridgedWire wire, ExchangeRow row, TimeProvider machine)
{
    // No venue is known to list a trade later than this: a mark without a trade stays as far behind the present.
    private static readonly Duration LongestLag = Duration.FromHours(1);

    // Marks without a trade are set this far apart, or every look would be news to be kept.
    private static readonly Duration MarkSpacing = Duration.FromHours(12);

    // A read that took longer goes on with the next one.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(4);

    // How far the next step goes in a market whose last read is not finished.
    private readonly ConcurrentDictionary<string, Duration> strides = new(StringComparer.Ordinal);

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
        Dictionary<string, VenueOrder> orders = new(StringComparer.Ordinal);
        (Instant from, Duration stride, Instant end) = (since, steps.Longest, Now);
        while (from < end)
        {
            Reading<ListingStep<VenueOrder>> reading = await steps.NextAsync(from, stride, end, cancellation);
            if (reading is not Reading<ListingStep<VenueOrder>>.Known { Value: var step })
            {
                return new Reading<ImmutableArray<VenueOrder>>.Failed(
                    ((Reading<ListingStep<VenueOrder>>.Failed)reading).Error);
            }

            foreach (VenueOrder order in step.Items)
            {
                orders[order.VenueId] = order;
            }

            (from, stride) = (step.Through, step.Stride);
        }

        return new Reading<ImmutableArray<VenueOrder>>.Known(
            [.. orders.Values, .. standing.Where(order => !orders.ContainsKey(order.VenueId))]);
    }

    /// <summary>Trades of a market after a watermark, oldest first; without one, those that the exchange lists without
    /// a time, and what came after them.</summary>
    public async Task<Reading<TradePage>> ReadTradesAsync(
        Instrument market, TradeWatermark after, CancellationToken cancellation)
    {
        long began = machine.GetTimestamp();
        TradeSheets sheets = new(wire, row.Trades, market);
        TradeMark mark = TradeMark.Read(after.Value);
        TradeHaul haul = new(mark);
        if (mark.At is null)
        {
            Reading<ListedSheet<VenueTrade>> newest = await sheets.ReadAsync(cancellation);
            if (newest is not Reading<ListedSheet<VenueTrade>>.Known { Value.Items: var told })
            {
                return new Reading<TradePage>.Failed(((Reading<ListedSheet<VenueTrade>>.Failed)newest).Error);
            }

            haul.Add(told);
            if (haul.IsEmpty)
            {
                return new Reading<TradePage>.Known(new TradePage([], after, HistoryRemains.Nothing));
            }
        }

        Instant end = Now;
        ListingSteps<VenueTrade> steps = new(sheets.ReadAsync, row.Trades);
        Instant begin = haul.Last - TradeHaul.Overlap;
        (Instant from, Duration stride) = (begin, strides.GetValueOrDefault(market.Symbol, steps.Longest));
        bool isShorter = false;
        while (from < end
            && (machine.GetElapsedTime(began) < Enough || !(isShorter || haul.IsBeyondMark(from, Settled))))
        {
            Reading<ListingStep<VenueTrade>> reading = await steps.NextAsync(from, stride, end, cancellation);
            if (reading is Reading<ListingStep<VenueTrade>>.Failed { Error: var error })
            {
                // What was read before is kept; whoever asks for the rest is told.
                return haul.IsBeyondMark(from, Settled)
                    ? new Reading<TradePage>.Known(Unfinished(haul, from))
                    : new Reading<TradePage>.Failed(error);
            }

            ListingStep<VenueTrade> step = ((Reading<ListingStep<VenueTrade>>.Known)reading).Value;
            haul.Add(step.Items);
            isShorter = step.Through == begin;
            (from, stride) = (step.Through, step.Stride);
            strides[market.Symbol] = stride;
        }

        return new Reading<TradePage>.Known(from < end ? Unfinished(haul, from) : Finished(haul, market, after));
    }

    private Instant Now => Instant.FromUnixTimeMilliseconds(wire.NowMs);

    private Instant Settled => Now - LongestLag;

    private TradePage Unfinished(TradeHaul haul, Instant through) =>
        haul.PageOf(through, Settled, HistoryRemains.More);

    private TradePage Finished(TradeHaul haul, Instrument market, TradeWatermark after)
    {
        strides.TryRemove(market.Symbol, out _);
        bool isNews = !haul.IsEmpty || Settled - haul.Last >= MarkSpacing;
        return isNews
            ? haul.PageOf(Now, Settled, HistoryRemains.Nothing)
            : new TradePage([], after, HistoryRemains.Nothing);
    }

    private Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenAsync(JsonObject asked, CancellationToken cancellation) =>
        wire.ReadAsync<ImmutableArray<VenueOrder>>(
            "openOrders",
            asked,
            json => [.. json.GetProperty("orders").EnumerateArray().Select(BridgedRecords.Order)],
            cancellation);

    private Task<Reading<ListedSheet<VenueOrder>>> ReadSheetAsync(
        Instrument market, ListingSpan span, CancellationToken cancellation)
    {
        JsonObject asked = new() { ["symbol"] = market.Symbol, ["limit"] = row.OrderList.Page };
        TradeSheets.Bound(asked, span, row.OrderList);
        return wire.ReadAsync("pastOrders", asked, json => SheetOf(json, span.From), cancellation);
    }

    private static ListedSheet<VenueOrder> SheetOf(JsonElement json, Instant from)
    {
        JsonElement[] lines = [.. json.GetProperty("orders").EnumerateArray()];
        ImmutableArray<VenueOrder> orders = [.. lines.Select(BridgedRecords.Order)];
        return new ListedSheet<VenueOrder>(
            [.. orders.Zip(lines, (order, line) => (order.VenueId, BridgedRecords.TimeOr(line, "at", from)))], orders);
    }
}
