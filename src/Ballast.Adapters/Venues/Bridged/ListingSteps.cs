using System.Collections.Immutable;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Walks through time in steps of which each has everything, whichever end an exchange's page begins with: where a
/// page may have been cut off the next step is half as long, until a page has room left. Where little is found it is
/// twice as long.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="list">Asks the exchange for one page.</param>
/// <param name="listing">How the exchange lists.</param>
internal sealed class ListingSteps<T>(
    Func<ListingSpan, CancellationToken, Task<Reading<ListedSheet<T>>>> list, AccountListing listing)
{
    // No exchange of the table has pages as small as this: one with fewer lines was not cut off. One with more is asked
    // for at both of its ends, because an exchange may have made its pages smaller than the table knows.
    private const int SurelyWhole = 20;

    private static readonly Duration FirstStride = Duration.FromHours(12);

    /// <summary>How far to look at first where a long history lies ahead.</summary>
    public Duration Begin => Duration.Min(FirstStride, Longest);

    /// <summary>The longest step: for what is probably little, as since the last look.</summary>
    public Duration Longest => listing.Window - (2 * Margin) - Duration.FromSeconds(1);

    private Duration Least => listing.IsInSeconds ? Duration.FromSeconds(1) : Duration.FromMilliseconds(1);

    // What is asked for goes beyond the step by this at both ends: exchanges differ in whether an end is included.
    private Duration Margin => listing.IsInSeconds ? Duration.FromSeconds(2) : Duration.FromMilliseconds(1);

    /// <summary>The next step: a few requests at most, so that whoever is in a hurry can stop between two.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="stride">How far it goes, if it can.</param>
    /// <param name="end">It goes no further.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Reading<ListingStep<T>>> NextAsync(
        Instant from, Duration stride, Instant end, CancellationToken cancellation)
    {
        Duration length = Duration.Min(stride, Longest);
        ListingSpan span = new(from, Instant.Min(from + length, end));
        Reading<ListedSheet<T>> reading = await list(Asked(span), cancellation);
        if (reading is not Reading<ListedSheet<T>>.Known { Value: var sheet })
        {
            return Failed(((Reading<ListedSheet<T>>.Failed)reading).Error);
        }

        Reading<bool> whole = await IsWholeAsync(span, sheet, cancellation);
        if (whole is not Reading<bool>.Known { Value: var isWhole })
        {
            return Failed(((Reading<bool>.Failed)whole).Error);
        }

        if (isWhole)
        {
            Duration next = sheet.Listed < SurelyWhole ? Duration.Min(2 * length, Longest) : length;
            return Known(new ListingStep<T>(sheet.Items, span.Until, next));
        }

        if (span.Length <= Least)
        {
            return listing.HasOffset ? await DenseAsync(span, sheet, cancellation) : Failed(new VenueError(
                VenueErrorKind.Rejected,
                "history-too-dense",
                $"the exchange lists {sheet.Listed} lines at a time and has more than that at {from}"));
        }

        Duration half = Duration.FromMilliseconds((long)(span.Length / 2).TotalMilliseconds);
        return Known(new ListingStep<T>([], from, Duration.Max(Least, half)));
    }

    // Page after page of one time, until one has nothing. What is added meanwhile moves lines to later pages, where
    // they are met a second time.
    private async Task<Reading<ListingStep<T>>> DenseAsync(
        ListingSpan span, ListedSheet<T> first, CancellationToken cancellation)
    {
        ImmutableArray<T> items = first.Items;
        int offset = first.Listed;
        while (true)
        {
            Reading<ListedSheet<T>> reading = await list(Asked(span) with { Offset = offset }, cancellation);
            if (reading is not Reading<ListedSheet<T>>.Known { Value: var sheet })
            {
                return Failed(((Reading<ListedSheet<T>>.Failed)reading).Error);
            }

            if (sheet.Listed == 0)
            {
                return Known(new ListingStep<T>(items, span.Until, span.Length));
            }

            items = items.AddRange(sheet.Items);
            offset += sheet.Listed;
        }
    }

    private async Task<Reading<bool>> IsWholeAsync(
        ListingSpan span, ListedSheet<T> sheet, CancellationToken cancellation)
    {
        if (sheet.Listed >= listing.Page || sheet.Listed < SurelyWhole)
        {
            return new Reading<bool>.Known(sheet.Listed < SurelyWhole);
        }

        // None is of this time: there is nothing from which to look further, and the page has room by the table.
        if (sheet.Lines.IsEmpty)
        {
            return new Reading<bool>.Known(true);
        }

        (Instant first, Instant last) = (sheet.Lines.Min(line => line.At), sheet.Lines.Max(line => line.At));
        Duration apart = 2 * Margin;
        Reading<bool> before = await HasNoMoreAsync(
            sheet, new ListingSpan(span.From, first), new ListingSpan(span.From, first - apart), cancellation);
        return before is Reading<bool>.Known { Value: true }
            ? await HasNoMoreAsync(
                sheet, new ListingSpan(last, span.Until), new ListingSpan(last + apart, span.Until), cancellation)
            : before;
    }

    // A side with as many lines as the page may have been cut off itself: what is further from the page then tells.
    private async Task<Reading<bool>> HasNoMoreAsync(
        ListedSheet<T> sheet, ListingSpan side, ListingSpan further, CancellationToken cancellation)
    {
        HashSet<string> told = [.. sheet.Lines.Select(line => line.Id)];
        foreach (ListingSpan span in (ListingSpan[])[side, further])
        {
            if (span.From > span.Until)
            {
                break;
            }

            Reading<ListedSheet<T>> reading = await list(Asked(span), cancellation);
            if (reading is not Reading<ListedSheet<T>>.Known { Value: var other })
            {
                return new Reading<bool>.Failed(((Reading<ListedSheet<T>>.Failed)reading).Error);
            }

            if (other.Lines.Any(line => !told.Contains(line.Id) && line.At >= span.From && line.At <= span.Until))
            {
                return new Reading<bool>.Known(false);
            }

            if (other.Listed < sheet.Listed)
            {
                break;
            }
        }

        return new Reading<bool>.Known(true);
    }

    private ListingSpan Asked(ListingSpan span) => new(span.From - Margin, span.Until + Margin);

    private static Reading<ListingStep<T>>.Known Known(ListingStep<T> step) => new(step);

    private static Reading<ListingStep<T>>.Failed Failed(VenueError error) => new(error);
}
