using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Walks through time in steps of which each has all of its trades, whichever end an exchange's page begins with: a
/// page that may have been cut off is asked for again with half the time, until it has room left. Where nothing is
/// found the next step is twice as long.
/// </summary>
/// <param name="list">Asks the exchange for one page.</param>
/// <param name="listing">How the exchange lists.</param>
internal sealed class TradeSteps(
    Func<TradeSpan, CancellationToken, Task<Reading<TradeSheet>>> list, TradeListing listing)
{
    // No exchange of the table has pages as small as this: one with fewer lines was not cut off. One with more is asked
    // for at both of its ends, because an exchange may have made its pages smaller than the table knows.
    private const int SurelyWhole = 20;

    private static readonly Duration FirstStride = Duration.FromHours(12);

    /// <summary>How far to look at first.</summary>
    public Duration Begin => Duration.Min(FirstStride, Longest);

    private Duration Least => listing.IsInSeconds ? Duration.FromSeconds(1) : Duration.FromMilliseconds(1);

    // What is asked for goes beyond the step by this at both ends: exchanges differ in whether an end is included.
    private Duration Margin => listing.IsInSeconds ? Duration.FromSeconds(2) : Duration.FromMilliseconds(1);

    private Duration Longest => listing.Window - (2 * Margin) - Duration.FromSeconds(1);

    /// <summary>The next step.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="stride">How far it goes, if it can.</param>
    /// <param name="end">It goes no further.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Reading<TradeStep>> NextAsync(
        Instant from, Duration stride, Instant end, CancellationToken cancellation)
    {
        Duration length = Duration.Min(stride, Longest);
        while (true)
        {
            TradeSpan span = new(from, Instant.Min(from + length, end));
            Reading<TradeSheet> reading = await list(Asked(span), cancellation);
            if (reading is not Reading<TradeSheet>.Known { Value: var sheet })
            {
                return Failed(reading);
            }

            Reading<bool> whole = await IsWholeAsync(span, sheet, cancellation);
            if (whole is not Reading<bool>.Known { Value: var isWhole })
            {
                return new Reading<TradeStep>.Failed(((Reading<bool>.Failed)whole).Error);
            }

            if (isWhole)
            {
                Duration next = sheet.Lines.IsEmpty ? Duration.Min(2 * length, Longest) : length;
                return new Reading<TradeStep>.Known(new TradeStep(
                    [.. sheet.Trades.OrderBy(trade => trade.Fill.At)], span.Until, next));
            }

            if (span.Length <= Least)
            {
                return new Reading<TradeStep>.Failed(new VenueError(
                    VenueErrorKind.Rejected,
                    "trades-too-dense",
                    $"the exchange lists {sheet.Lines.Length} trades at a time and has more than that at {from}"));
            }

            length = Duration.Max(Least, Duration.FromMilliseconds((long)(span.Length / 2).TotalMilliseconds));
        }
    }

    private async Task<Reading<bool>> IsWholeAsync(TradeSpan span, TradeSheet sheet, CancellationToken cancellation)
    {
        if (sheet.Lines.Length >= listing.Page || sheet.Lines.Length < SurelyWhole)
        {
            return new Reading<bool>.Known(sheet.Lines.Length < SurelyWhole);
        }

        (Instant first, Instant last) = (sheet.Lines.Min(line => line.At), sheet.Lines.Max(line => line.At));
        Duration apart = 2 * Margin;
        Reading<bool> before = await HasNoMoreAsync(
            sheet, new TradeSpan(span.From, first), new TradeSpan(span.From, first - apart), cancellation);
        return before is Reading<bool>.Known { Value: true }
            ? await HasNoMoreAsync(
                sheet, new TradeSpan(last, span.Until), new TradeSpan(last + apart, span.Until), cancellation)
            : before;
    }

    // A side with as many lines as the page may have been cut off itself: what is further from the page then tells.
    private async Task<Reading<bool>> HasNoMoreAsync(
        TradeSheet sheet, TradeSpan side, TradeSpan further, CancellationToken cancellation)
    {
        HashSet<string> told = [.. sheet.Lines.Select(line => line.Id)];
        foreach (TradeSpan span in (TradeSpan[])[side, further])
        {
            if (span.From > span.Until)
            {
                break;
            }

            Reading<TradeSheet> reading = await list(Asked(span), cancellation);
            if (reading is not Reading<TradeSheet>.Known { Value: var other })
            {
                return new Reading<bool>.Failed(((Reading<TradeSheet>.Failed)reading).Error);
            }

            if (other.Lines.Any(line => !told.Contains(line.Id) && line.At >= span.From && line.At <= span.Until))
            {
                return new Reading<bool>.Known(false);
            }

            if (other.Lines.Length < sheet.Lines.Length)
            {
                break;
            }
        }

        return new Reading<bool>.Known(true);
    }

    private TradeSpan Asked(TradeSpan span) => new(span.From - Margin, span.Until + Margin);

    private static Reading<TradeStep>.Failed Failed(Reading<TradeSheet> reading) =>
        new(((Reading<TradeSheet>.Failed)reading).Error);
}
