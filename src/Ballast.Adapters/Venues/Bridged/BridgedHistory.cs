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

    // A look back that is longer than this takes up where the last one stopped.
    private static readonly Duration LongWalk = Duration.FromDays(1);
    private static readonly TimeSpan WalkRests = TimeSpan.FromMinutes(10);

    // A mark may be further ahead only where this machine's clock was.
    private static readonly Duration Ahead = Duration.FromMinutes(1);

    private readonly ExchangeClock clock = new(wire, machine);
    private readonly ConcurrentDictionary<string, OrderWalk> walks = new(StringComparer.Ordinal);

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

            haul.Add(told, Instant.MinValue);
            if (haul.IsEmpty)
            {
                return new Reading<TradePage>.Known(new TradePage([], after, HistoryRemains.Nothing));
            }
        }

        Instant end = Now;
        ListingSteps<VenueTrade> steps = new(sheets.ReadAsync, row.Trades);
        Instant begin = haul.Last > end + Ahead ? end - LongWalk : haul.Last - TradeHaul.Overlap;
        Instant settled = await SettledAsync(haul, cancellation);
        (Instant from, Duration stride) = (begin, strides.GetValueOrDefault(market.Symbol, steps.Longest));
        bool isShorter = false;
        while (from < end
            && (machine.GetElapsedTime(began) < Enough || !(isShorter || haul.IsBeyondMark(from, settled))))
        {
            Reading<ListingStep<VenueTrade>> reading = await steps.NextAsync(from, stride, end, cancellation);
            if (reading is Reading<ListingStep<VenueTrade>>.Failed { Error: var error })
            {
                // What was read before is kept; whoever asks for the rest is told.
                return haul.IsBeyondMark(from, settled)
                    ? new Reading<TradePage>.Known(haul.PageOf(from, settled, HistoryRemains.More))
                    : new Reading<TradePage>.Failed(error);
            }

            ListingStep<VenueTrade> step = ((Reading<ListingStep<VenueTrade>>.Known)reading).Value;
            haul.Add(step.Items, begin);
            isShorter = step.Through == begin;
            (from, stride) = (step.Through, step.Stride);
            strides[market.Symbol] = stride;
        }

        return new Reading<TradePage>.Known(from < end
            ? haul.PageOf(from, settled, HistoryRemains.More)
            : Finished(haul, (market, after), settled));
    }

    private Instant Now => Instant.FromUnixTimeMilliseconds(wire.NowMs);

    // Before this nothing is listed any more, so that a mark may stand there without a trade: an hour ago, where enough
    // lies behind the last one that a mark is worth having and this machine's clock is right. By one that is ahead the
    // mark would pass trades that are still to come.
    private async Task<Instant> SettledAsync(TradeHaul haul, CancellationToken cancellation) =>
        Now - haul.Last >= MarkSpacing && await clock.ObjectionAsync(cancellation) is null
            ? Now - LongestLag
            : Instant.MinValue;

    private TradePage Finished(TradeHaul haul, (Instrument Market, TradeWatermark After) asked, Instant settled)
    {
        strides.TryRemove(asked.Market.Symbol, out _);
        bool isNews = !haul.IsEmpty || settled > haul.Last;
        return isNews
            ? haul.PageOf(Now, settled, HistoryRemains.Nothing)
            : new TradePage([], asked.After, HistoryRemains.Nothing);
    }

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
