using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Reads an account's trades in steps that are whole. Some exchanges let a client ask once in six seconds: a read that
/// takes long gives what it has and says that there is more, so that nothing is read twice; and where a listing has the
/// trades of all markets, all who read in one look share it.
/// </summary>
internal sealed class BridgedTrades(
    BridgedWire wire, AccountListing listing, ExchangeClock clock, TimeProvider machine)
{
    // Marks without a trade are set this far apart, or every look would be news to be kept.
    private static readonly Duration MarkSpacing = Duration.FromHours(12);

    // A read that took longer goes on with the next one.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(4);

    // A mark may be further ahead only where this machine's clock was.
    private static readonly Duration Ahead = Duration.FromMinutes(1);

    // How far back to read where a mark is not to be believed, or there is none and the newest trades fill a page.
    private static readonly Duration FarBack = Duration.FromDays(1);

    private readonly TradeSheets sheets = new(wire, listing);

    // How far the next step goes in a market whose last read is not finished.
    private readonly ConcurrentDictionary<string, Duration> strides = new(StringComparer.Ordinal);
    private Newest? newest;
    private Span? span;

    private Instant Now => Instant.FromUnixTimeMilliseconds(wire.NowMs);

    /// <summary>Trades of a market after a watermark, oldest first; without one, those that the exchange lists without
    /// a time, and what came after them.</summary>
    public async Task<Reading<TradePage>> ReadAsync(
        Instrument market, TradeWatermark after, TradesLook look, CancellationToken cancellation)
    {
        TradeHaul haul = new(TradeMark.Read(after.Value));
        if (after.Value.Length == 0)
        {
            Reading<ListedSheet<TradeLine>> told = await ReadNewestAsync(market, look, cancellation);
            if (told is not Reading<ListedSheet<TradeLine>>.Known { Value: var sheet })
            {
                return Failed(((Reading<ListedSheet<TradeLine>>.Failed)told).Error);
            }

            if (listing.IsOfAllMarkets && sheet.Listed >= listing.Page)
            {
                return new Reading<TradePage>.Known(new TradePage([], FarMark(sheet), HistoryRemains.More));
            }

            if (Take(haul, market, sheet.Items, Instant.MinValue) is { } unreadable)
            {
                return Failed(unreadable);
            }

            if (haul.IsEmpty)
            {
                return new Reading<TradePage>.Known(
                    new TradePage([], FirstMark(sheet) ?? after, HistoryRemains.Nothing));
            }
        }

        return await ReadOnAsync(haul, (market, after), look, cancellation);
    }

    private async Task<Reading<TradePage>> ReadOnAsync(
        TradeHaul haul,
        (Instrument Market, TradeWatermark After) asked,
        TradesLook look,
        CancellationToken cancellation)
    {
        long began = machine.GetTimestamp();
        Instant end = Now;
        Instant begin = haul.Last > end + Ahead ? end - FarBack : haul.Last - TradeHaul.Overlap;
        Instant settled =
            Now - haul.Last >= MarkSpacing ? await SettledAsync(cancellation) : Instant.MinValue;
        if (span is { } known && known.Look == look && known.From <= begin && begin < known.Until)
        {
            return Take(haul, asked.Market, known.Lines, begin) is { } odd
                ? Failed(odd)
                : new Reading<TradePage>.Known(Finished(haul, asked, known.Until, settled));
        }

        ListingSteps<TradeLine> steps = sheets.StepsOf(asked.Market);
        (Instant from, Duration stride) = (begin, strides.GetValueOrDefault(asked.Market.Symbol, steps.Longest));
        List<TradeLine> lines = [];
        bool isShorter = false;
        while (from < end)
        {
            if (machine.GetElapsedTime(began) >= Enough)
            {
                settled = await SettledAsync(cancellation);
                if (isShorter || haul.IsBeyondMark(from, settled))
                {
                    break;
                }
            }

            Reading<ListingStep<TradeLine>> reading = await steps.NextAsync(from, stride, end, cancellation);
            ListingStep<TradeLine>? step = (reading as Reading<ListingStep<TradeLine>>.Known)?.Value;
            VenueError? error = step is null
                ? ((Reading<ListingStep<TradeLine>>.Failed)reading).Error
                : Take(haul, asked.Market, step.Items, begin);
            if (error is not null)
            {
                // What was read before is kept; whoever asks for the rest is told.
                return haul.IsBeyondMark(from, settled)
                    ? new Reading<TradePage>.Known(haul.PageOf(from, settled, HistoryRemains.More))
                    : Failed(error);
            }

            lines.AddRange(step!.Items);
            isShorter = step.Through == begin;
            (from, stride) = (step.Through, step.Stride);
            strides[asked.Market.Symbol] = stride;
        }

        if (from < end)
        {
            return new Reading<TradePage>.Known(haul.PageOf(from, settled, HistoryRemains.More));
        }

        span = listing.IsOfAllMarkets ? new Span(look, begin, end, [.. lines]) : null;
        return new Reading<TradePage>.Known(Finished(haul, asked, end, settled));
    }

    private async Task<Reading<ListedSheet<TradeLine>>> ReadNewestAsync(
        Instrument market, TradesLook look, CancellationToken cancellation)
    {
        if (newest is { } known && known.Look == look)
        {
            return new Reading<ListedSheet<TradeLine>>.Known(known.Sheet);
        }

        Reading<ListedSheet<TradeLine>> reading = await sheets.ReadAsync(market, cancellation);
        newest = reading is Reading<ListedSheet<TradeLine>>.Known { Value: var sheet } && listing.IsOfAllMarkets
            ? new Newest(look, sheet)
            : null;
        return reading;
    }

    private VenueError? Take(TradeHaul haul, Instrument market, IEnumerable<TradeLine> lines, Instant begin)
    {
        Reading<ImmutableArray<VenueTrade>> reading = sheets.TradesOf(market, lines);
        if (reading is not Reading<ImmutableArray<VenueTrade>>.Known { Value: var trades })
        {
            return ((Reading<ImmutableArray<VenueTrade>>.Failed)reading).Error;
        }

        haul.Add(trades, begin);
        return null;
    }

    // Among all trades of an account there is none of this market: without a mark, later ones could be pushed off the
    // page by trades of other markets. The exchange's own clock tells where it stands.
    private TradeWatermark? FirstMark(ListedSheet<TradeLine> sheet) => listing.IsOfAllMarkets && !sheet.Lines.IsEmpty
        ? MarkAt(sheet.Lines.Max(line => line.At) - AccountListing.LongestLag)
        : null;

    // What a full page of all markets has cut off may be of an order of ours: everything of it is read again, and a day
    // before its last.
    private static TradeWatermark FarMark(ListedSheet<TradeLine> sheet) => MarkAt(Instant.Min(
        sheet.Lines.Min(line => line.At), sheet.Lines.Max(line => line.At) - FarBack));

    private static TradeWatermark MarkAt(Instant at) => new(new TradeMark(at, []).ToString());

    // Before this nothing is listed any more, so that a mark may stand there without a trade: an hour ago, where this
    // machine's clock is right. By one that is ahead the mark would pass trades that are still to come.
    private async Task<Instant> SettledAsync(CancellationToken cancellation) =>
        await clock.ObjectionAsync(cancellation) is null
            ? Now - AccountListing.LongestLag
            : Instant.MinValue;

    private TradePage Finished(
        TradeHaul haul, (Instrument Market, TradeWatermark After) asked, Instant end, Instant settled)
    {
        strides.TryRemove(asked.Market.Symbol, out _);

        // What was listed for an earlier reader of the look is as old as that listing.
        Instant quiet = Instant.Min(settled, end - AccountListing.LongestLag);
        bool isNews = !haul.IsEmpty || quiet > haul.Last;
        return isNews
            ? haul.PageOf(end, quiet, HistoryRemains.Nothing)
            : new TradePage([], asked.After, HistoryRemains.Nothing);
    }

    private static Reading<TradePage>.Failed Failed(VenueError error) => new(error);

    /// <summary>What a look has brought without a time.</summary>
    private sealed record Newest(TradesLook Look, ListedSheet<TradeLine> Sheet);

    /// <summary>What a look has brought of a time, whole.</summary>
    private sealed record Span(TradesLook Look, Instant From, Instant Until, ImmutableArray<TradeLine> Lines);
}
