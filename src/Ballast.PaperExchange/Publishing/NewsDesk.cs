using System.Collections.Immutable;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Publishing;

/// <summary>
/// Tells listeners what was committed. News is written under the exchange's lock and told after the commit, in the same
/// order; telling is a write into memory that never waits.
/// </summary>
internal sealed class NewsDesk(MarketBooks books)
{
    private readonly Lock gate = new();
    private ImmutableArray<NewsListener> listeners = [];

    public NewsListener Listen(int capacity)
    {
        var listener = new NewsListener(capacity, Leave);
        lock (gate)
        {
            listeners = listeners.Add(listener);
        }

        return listener;
    }

    /// <summary>What a request's changes are news of; <see langword="null"/> where nobody listens or nothing
    /// happened.</summary>
    public VenueNews? Write(ChangeSet changes, Instant now)
    {
        if (listeners.IsEmpty)
        {
            return null;
        }

        ImmutableArray<string> moved = books.TakeMoved();
        return moved.IsEmpty && changes.Orders.Count + changes.Balances.Count + changes.Flows.Count == 0
            ? null
            : NewsOf(changes, moved, now);
    }

    /// <summary>Tells everybody who listens.</summary>
    public void Tell(VenueNews news)
    {
        foreach (NewsListener listener in listeners.Where(listener => !listener.Offer(news)))
        {
            Leave(listener);
        }
    }

    private void Leave(NewsListener listener)
    {
        lock (gate)
        {
            listeners = listeners.Remove(listener);
        }
    }

    private static VenueNews NewsOf(ChangeSet changes, ImmutableArray<string> moved, Instant now)
    {
        ILookup<long, ExchangeTrade> trades = changes.Trades.ToLookup(trade => trade.OrderId);
        return new VenueNews
        {
            At = now,
            Orders =
            [
                .. changes.Orders.Values.Select(order => new OrderNews(order, [.. trades[order.Id]])
                {
                    IsPlaced = changes.Placed.Contains(order.Id),
                    CancelId = changes.CancelIds.GetValueOrDefault(order.Id),
                }),
            ],
            Balances =
            [
                .. changes.Balances.Select(row => new StoredBalance(
                    row.Key.Account, row.Key.Asset, row.Value.Free.Value, row.Value.Locked.Value)),
            ],
            Flows = [.. changes.Flows],
            Moved = moved,
        };
    }
}
