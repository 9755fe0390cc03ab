using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Matching;
using NodaTime;

namespace Ballast.PaperExchange.Publishing;

/// <summary>
/// Numbers the states of one market's book as they are shown, and keeps for each follower which levels changed. States
/// that nobody was shown need no number.
/// </summary>
internal sealed class DepthMemory(string symbol)
{
    private readonly List<DepthTap> taps = [];
    private OrderBook? shown;
    private long updateId;

    /// <summary>The number of the book that is shown now. Numbers rise with the market's time, so that they also rise
    /// over a restart.</summary>
    public long Show(OrderBook book, Instant marketNow)
    {
        if (shown is { } before && IsSame(before.Bids, book.Bids) && IsSame(before.Asks, book.Asks))
        {
            return updateId;
        }

        foreach (DepthTap tap in taps)
        {
            tap.Bids.UnionWith(Changed(shown?.Bids ?? [], book.Bids));
            tap.Asks.UnionWith(Changed(shown?.Asks ?? [], book.Asks));
        }

        shown = book;
        updateId = Math.Max(updateId + 1, marketNow.ToUnixTimeMilliseconds());
        return updateId;
    }

    public DepthTap Follow()
    {
        var tap = new DepthTap(symbol, updateId);
        taps.Add(tap);
        return tap;
    }

    public bool Leave(DepthTap tap) => taps.Remove(tap);

    /// <summary>What changed since the follower was last told, or <see langword="null"/> where nothing did.</summary>
    public DepthChange? Tell(DepthTap tap)
    {
        if (shown is not { } book || tap.ToldUntil == updateId)
        {
            return null;
        }

        var change = new DepthChange(
            tap.ToldUntil + 1, updateId, Now(tap.Bids.Reverse(), book.Bids), Now(tap.Asks, book.Asks));
        tap.ToldUntil = updateId;
        tap.Bids.Clear();
        tap.Asks.Clear();
        return change;
    }

    private static bool IsSame(ImmutableArray<BookLevel> one, ImmutableArray<BookLevel> other) =>
        one.AsSpan().SequenceEqual(other.AsSpan());

    private static IEnumerable<decimal> Changed(ImmutableArray<BookLevel> before, ImmutableArray<BookLevel> after)
    {
        Dictionary<decimal, decimal> old = SizesOf(before);
        foreach (BookLevel level in after)
        {
            if (!old.Remove(level.Price.Value, out decimal size) || size != level.Size.Value)
            {
                yield return level.Price.Value;
            }
        }

        foreach (decimal gone in old.Keys)
        {
            yield return gone;
        }
    }

    private static ImmutableArray<PublishedLevel> Now(IEnumerable<decimal> prices, ImmutableArray<BookLevel> side)
    {
        Dictionary<decimal, decimal> sizes = SizesOf(side);
        return [.. prices.Select(price => new PublishedLevel(price, sizes.GetValueOrDefault(price)))];
    }

    private static Dictionary<decimal, decimal> SizesOf(ImmutableArray<BookLevel> side)
    {
        var sizes = new Dictionary<decimal, decimal>();
        foreach (BookLevel level in side)
        {
            sizes[level.Price.Value] = level.Size.Value;
        }

        return sizes;
    }
}
