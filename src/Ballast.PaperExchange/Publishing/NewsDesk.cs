using System.Collections.Immutable;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Publishing;

/// <summary>
/// Tells listeners what was committed. Its owner calls it under the exchange's lock, after the commit; telling is a
/// write into memory that never waits.
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

    public void Tell(ChangeSet changes, Instant now)
    {
        ImmutableArray<NewsListener> present = listeners;
        if (present.IsEmpty)
        {
            return;
        }

        ImmutableArray<string> moved = books.TakeMoved();
        if (moved.IsEmpty && changes.Orders.Count + changes.Balances.Count + changes.Flows.Count == 0)
        {
            return;
        }

        VenueNews news = NewsOf(changes, moved, now);
        foreach (NewsListener listener in present.Where(listener => !listener.Offer(news)))
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
