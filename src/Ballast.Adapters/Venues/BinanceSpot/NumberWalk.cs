using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// A look through past orders by their numbers, which rise with time: first for the number at which the time begins, by
/// halving, then on from there. A page from a number on begins with the lowest.
/// </summary>
/// <param name="Since">Where the time begins.</param>
/// <param name="Above">No order from this number on is older.</param>
internal sealed record NumberWalk(Instant Since, long Above)
{
    // Two orders of one moment may have been numbered in another order than they were stamped.
    private static readonly Duration Slack = Duration.FromHours(1);

    // No order of the time has a smaller number.
    private long lowest = 1;
    private long? next;

    /// <summary>Whether a page from a number on was seen to begin with the lowest.</summary>
    public bool IsProven { get; init; }

    /// <summary>Whether every order of the time has been met.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>The orders so far, by number; perhaps some that are a little older.</summary>
    public ImmutableSortedDictionary<long, PastOrder> Orders { get; private init; } =
        ImmutableSortedDictionary<long, PastOrder>.Empty;

    /// <summary>From which number on to ask for a page. The first one of all comes first: an account with not many more
    /// orders than a page has is read whole by it.</summary>
    public long Asks => next ?? (lowest == 1 ? 1 : lowest + ((Above - lowest) / 2));

    /// <summary>Whether an order is so much older than an instant that all before it are older too.</summary>
    public static bool IsOlder(PastOrder order, Instant since) => order.At < since - Slack;

    /// <summary>With what was listed from <see cref="Asks"/> on; <see langword="null"/> where that contradicts what was
    /// listed before.</summary>
    /// <param name="page">By number.</param>
    /// <param name="isFull">Whether there may be more behind it.</param>
    public NumberWalk? After(ImmutableArray<PastOrder> page, bool isFull)
    {
        if (page is [var first, ..] && first.Number < Asks)
        {
            return null;
        }

        if (next is not null)
        {
            return Further(page, isFull);
        }

        ImmutableArray<PastOrder> rest = [.. page.SkipWhile(order => IsOlder(order, Since))];
        if (rest.IsEmpty)
        {
            // The order at the upper end is not older and has not been met: it lies behind a full page.
            return isFull && page[^1].Number < Above ? Behind(page[^1].Number + 1) : null;
        }

        return rest.Length < page.Length || Asks == lowest ? Further(rest, isFull) : this with { Above = Asks };
    }

    /// <summary>With orders that were read again.</summary>
    public NumberWalk Renewed(ImmutableArray<PastOrder> page) => this with
    {
        Orders = Orders.SetItems(page.Select(order => KeyValuePair.Create(order.Number, order))),
    };

    private NumberWalk Behind(long number) => this with { lowest = number, next = number == Above ? number : null };

    private NumberWalk Further(ImmutableArray<PastOrder> page, bool isFull) => Renewed(page) with
    {
        next = page.IsEmpty ? next : page[^1].Number + 1,
        IsWhole = !isFull,
    };
}
