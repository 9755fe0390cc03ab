using System.Collections.Immutable;
using System.Globalization;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Reads an account's trades from the first one on, step by step through time. A mark is the time of the last trade
/// that was read, in milliseconds, and its number; where nothing was found yet it is the time alone. A listing of all
/// markets is walked through once for all of them.
/// </summary>
internal sealed class BridgedTradeHistory(BridgedWire wire, AccountListing listing) : ITradeHistorySource
{
    // Before any exchange of the table traded.
    private static readonly Instant Beginning = Instant.FromUtc(2011, 1, 1, 0, 0);

    // A trade may be listed a little after others of its time.
    private static readonly Duration Overlap = Duration.FromSeconds(60);

    private readonly TradeSheets sheets = new(wire, listing);
    private readonly Dictionary<string, Walk> walks = new(StringComparer.Ordinal);

    // Of a listing of all markets, without what is so new that more may yet be listed there.
    private readonly List<(Instant From, ListingStep<TradeLine> Step)> walked = [];

    /// <inheritdoc/>
    public async Task<Reading<TradePage>> ReadHistoryAsync(
        AccountId account, Instrument instrument, TradeWatermark after, CancellationToken cancellation)
    {
        if (TimeOf(after) is not { } mark)
        {
            return new Reading<TradePage>.Failed(new VenueError(
                VenueErrorKind.Rejected,
                "mark-unreadable",
                $"'{after.Value}' is not the time and number of a trade; '--again' reads from the first trade"));
        }

        ListingSteps<TradeLine> steps = sheets.StepsOf(instrument);
        Walk walk = walks.GetValueOrDefault(instrument.Symbol, new Walk([], steps.Begin));
        Instant end = Instant.FromUnixTimeMilliseconds(wire.NowMs);
        Instant from = Instant.Min(mark.IsTrade ? mark.At - Overlap : mark.At, end - Duration.FromMilliseconds(1));
        Reading<ListingStep<TradeLine>> reading = await StepAsync(steps, (from, walk.Stride, end), cancellation);
        if (reading is not Reading<ListingStep<TradeLine>>.Known { Value: var step })
        {
            return new Reading<TradePage>.Failed(((Reading<ListingStep<TradeLine>>.Failed)reading).Error);
        }

        Reading<ImmutableArray<VenueTrade>> items =
            sheets.TradesOf(instrument, step.Items.Where(line => line.At >= from));
        if (items is not Reading<ImmutableArray<VenueTrade>>.Known { Value: var trades })
        {
            return new Reading<TradePage>.Failed(((Reading<ImmutableArray<VenueTrade>>.Failed)items).Error);
        }

        ImmutableArray<VenueTrade> news =
        [
            .. trades.Where(trade => !walk.Told.Contains(trade.Fill.TradeId))
                .DistinctBy(trade => trade.Fill.TradeId).OrderBy(trade => trade.Fill.At),
        ];
        walks[instrument.Symbol] = new Walk(walk.Told.Union(news.Select(trade => trade.Fill.TradeId)), step.Stride);
        return new Reading<TradePage>.Known(new TradePage(
            news,
            news.IsEmpty ? MarkOf(step.Through) : MarkOf(news),
            step.Through >= end ? HistoryRemains.Nothing : HistoryRemains.More));
    }

    // As short as it takes: an import has nothing else to do.
    private async Task<Reading<ListingStep<TradeLine>>> StepAsync(
        ListingSteps<TradeLine> steps,
        (Instant From, Duration Stride, Instant End) wanted,
        CancellationToken cancellation)
    {
        (Instant from, Duration stride, Instant end) = wanted;
        if (walked.FindLast(old => old.From <= from && from < old.Step.Through) is { Step: { } known })
        {
            return new Reading<ListingStep<TradeLine>>.Known(known);
        }

        while (true)
        {
            Reading<ListingStep<TradeLine>> reading = await steps.NextAsync(from, stride, end, cancellation);
            if (reading is not Reading<ListingStep<TradeLine>>.Known { Value: var step })
            {
                return reading;
            }

            if (step.Through > from)
            {
                if (listing.IsOfAllMarkets && step.Through < end - AccountListing.LongestLag)
                {
                    walked.Add((from, step));
                }

                return reading;
            }

            stride = step.Stride;
        }
    }

    private static (Instant At, bool IsTrade)? TimeOf(TradeWatermark mark)
    {
        string[] parts = mark.Value.Split(' ');
        return mark.Value.Length == 0 ? (Beginning, false)
            : parts.Length <= 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long ms)
                && ms <= Instant.MaxValue.ToUnixTimeMilliseconds()
            ? (Instant.FromUnixTimeMilliseconds(ms), parts.Length == 2)
            : null;
    }

    private static TradeWatermark MarkOf(Instant through) =>
        new(through.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    private static TradeWatermark MarkOf(ImmutableArray<VenueTrade> trades)
    {
        VenueTrade last = trades.OrderBy(trade => trade.Fill.At)
            .ThenBy(trade => trade.Fill.TradeId, StringComparer.Ordinal).Last();
        return new TradeWatermark($"{MarkOf(last.Fill.At).Value} {last.Fill.TradeId}");
    }

    /// <summary>How far an import has come with a market.</summary>
    /// <param name="Told">The trades that it was told.</param>
    /// <param name="Stride">How far to look the next time.</param>
    private sealed record Walk(ImmutableHashSet<string> Told, Duration Stride);
}
