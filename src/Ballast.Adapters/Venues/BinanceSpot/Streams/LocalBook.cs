using System.Collections.Immutable;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot.Streams;

/// <summary>
/// A book kept up to date by its changes, as web-socket-streams.md of Binance's documentation has it: changes are kept
/// until a snapshot has come; the first that goes beyond the snapshot must join it, and each further one its
/// predecessor. A gap makes it wait for another snapshot. Not safe from several threads.
/// </summary>
internal sealed class LocalBook
{
    private const int MostWaiting = 4096;

    private readonly SortedDictionary<decimal, decimal> bids = new(Comparer<decimal>.Create((a, b) => b.CompareTo(a)));
    private readonly SortedDictionary<decimal, decimal> asks = [];
    private readonly Queue<StreamMessage> waiting = [];

    /// <summary>Whether it is whole.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The number of its last change.</summary>
    public long LastId { get; private set; }

    /// <summary>When the exchange sent the last change, or confirmed that there was none.</summary>
    public Instant At { get; private set; }

    /// <summary>Takes a change.</summary>
    /// <returns>Whether it is missing something, so that a snapshot is needed.</returns>
    public bool Take(StreamMessage change)
    {
        if (!IsWhole)
        {
            if (waiting.Count >= MostWaiting)
            {
                waiting.Clear();
            }

            waiting.Enqueue(change);
            return true;
        }

        if (Apply(change))
        {
            return false;
        }

        Lose();
        waiting.Enqueue(change);
        return true;
    }

    /// <summary>Begins with a snapshot and the changes that came meanwhile.</summary>
    /// <returns>Whether it is whole now; if not, the snapshot is older than what was kept, or something is missing.
    /// </returns>
    public bool Begin(BookMessage snapshot, Instant at)
    {
        bids.Clear();
        asks.Clear();
        Set(bids, snapshot.Bids);
        Set(asks, snapshot.Asks);
        (LastId, At, IsWhole) = (snapshot.LastUpdateId, at, true);
        while (waiting.TryPeek(out StreamMessage? change))
        {
            if (!Apply(change))
            {
                Lose();
                return false;
            }

            waiting.Dequeue();
        }

        return true;
    }

    /// <summary>The exchange confirmed that nothing has changed since.</summary>
    public void Confirm(Instant at) => At = at > At ? at : At;

    /// <summary>Nothing of it holds any more.</summary>
    public void Lose()
    {
        IsWhole = false;
        bids.Clear();
        asks.Clear();
    }

    /// <summary>Nothing of it holds any more, and nothing that was kept either.</summary>
    public void Forget()
    {
        Lose();
        waiting.Clear();
    }

    /// <summary>The best levels; <see langword="null"/> where bid and ask have crossed, which no whole book has.
    /// </summary>
    public OrderBook? Top(int levels)
    {
        ImmutableArray<BookLevel> bid = Best(bids, levels);
        ImmutableArray<BookLevel> ask = Best(asks, levels);
        return bid is [var highest, ..] && ask is [var lowest, ..] && highest.Price.Value >= lowest.Price.Value
            ? null
            : new OrderBook(bid, ask, At);
    }

    // What is known already is passed over, so that an event that comes twice changes nothing.
    private bool Apply(StreamMessage change)
    {
        if (change.LastId <= LastId)
        {
            return true;
        }

        if (change.FirstId > LastId + 1)
        {
            return false;
        }

        Set(bids, change.Bids!);
        Set(asks, change.Asks!);
        LastId = change.LastId!.Value;
        At = Instant.FromUnixTimeMilliseconds(change.SentAt!.Value);
        return true;
    }

    private static void Set(SortedDictionary<decimal, decimal> side, decimal[][] levels)
    {
        foreach (BookLevel level in levels.Select(BinanceMarketRecords.Level))
        {
            if (level.Size.IsZero)
            {
                side.Remove(level.Price.Value);
            }
            else
            {
                side[level.Price.Value] = level.Size.Value;
            }
        }
    }

    private static ImmutableArray<BookLevel> Best(SortedDictionary<decimal, decimal> side, int levels) =>
        [.. side.Take(levels).Select(pair => new BookLevel(new Price(pair.Key), new Quantity(pair.Value)))];
}
