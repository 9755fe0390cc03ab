using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>
/// Takes requests for orders: judges their expiry and names, notes each arrival, and finds what customers may see. Not
/// thread-safe: its owner holds a lock and commits what it changed.
/// </summary>
internal sealed class OrderDesk(VenueState state, OrderEngine engine, ClientIdDesk clientIds, VenueClock clock)
{
    /// <summary>Takes an order.</summary>
    public OrderAnswer Place(string account, NewOrder order, Instant now)
    {
        OrderAnswer answer = IsExpired(order, now)
            ? new OrderAnswer.Refused(Refusal.OutsideWindow)
            : clientIds.Judge(account, order) ?? engine.Place(account, order, now);
        NotePost(account, order.ClientId, answer is OrderAnswer.Refused { Why: var why }
            ? $"{why.Code}"
            : "accepted", now);
        return answer;
    }

    /// <summary>Ends an open order.</summary>
    public OrderAnswer Cancel(string account, string symbol, OrderKey key, Instant now) =>
        Find(account, symbol, key) is { } order
            ? engine.Cancel(order, now)
            : new OrderAnswer.Refused(Refusal.UnknownOrder);

    /// <summary>Ends an open order by a cancel that the customer gave a name.</summary>
    public OrderAnswer Cancel(string account, string symbol, OrderKey key, string cancelId, Instant now)
    {
        OrderAnswer answer = Cancel(account, symbol, key, now);
        if (answer is OrderAnswer.Accepted { Order.Id: var id })
        {
            state.NameCancel(id, cancelId);
        }

        return answer;
    }

    /// <summary>Ends one order and takes another, with nobody between them. Filters come first: what they refuse
    /// changes nothing.</summary>
    public ReplaceAnswer Replace(string account, OrderReplacement wish, Instant now)
    {
        if (RefusalOf(account, wish.Order, now) is { } refusal)
        {
            return new ReplaceAnswer.Refused(refusal);
        }

        OrderAnswer ended = Ended(account, wish, now);
        if (ended is OrderAnswer.Refused { Why: var why } && wish.Mode == ReplaceMode.StopOnFailure)
        {
            NotePost(account, wish.Order.ClientId, $"{why.Code}", now);
            return new ReplaceAnswer.Tried(ended, null);
        }

        return new ReplaceAnswer.Tried(ended, Place(account, wish.Order, now));
    }

    /// <summary>Why an order would be refused whatever the account holds; <see langword="null"/> where it would
    /// not.</summary>
    public Refusal? RefusalOf(string account, NewOrder order, Instant now) =>
        IsExpired(order, now) ? Refusal.OutsideWindow : engine.RefusalOf(account, order, now);

    /// <summary>Takes delayed orders that have become due.</summary>
    public void AdmitDelayed(Instant now)
    {
        foreach (DelayedOrder late in state.Pending.Orders.Where(order => order.Due <= now).OrderBy(order => order.Due))
        {
            state.Owe(state.Pending with { Orders = state.Pending.Orders.Remove(late) });
            Place(late.Account, late.Order, late.Due);
        }
    }

    /// <summary>An account's order on a market, or <see langword="null"/>.</summary>
    public ExchangeOrder? Find(string account, string symbol, OrderKey key) => key switch
    {
        OrderKey.ByNumber { Id: var id } when id >= 1 && id <= state.Orders.Count
            && IsOf(state.Get(id), account, symbol) =>
            state.Get(id),
        OrderKey.ByNumber => null,
        OrderKey.ByClientId { ClientId: var clientId } =>
            state.WithClientId(account, clientId).Reverse().Select(state.Get)
            .FirstOrDefault(order => order.Symbol == symbol),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Notes that a request for an order has arrived, and what became of it.</summary>
    public void NotePost(string account, string? clientId, string outcome, Instant now) =>
        state.Add(new ReceivedPost(state.Posts.Count + 1, account, clientId ?? "", outcome, now));

    /// <summary>Whether an order is an account's on a market; an empty symbol means any.</summary>
    public static bool IsOf(ExchangeOrder order, string account, string symbol) =>
        order.Account == account && (symbol.Length == 0 || order.Symbol == symbol);

    private OrderAnswer Ended(string account, OrderReplacement wish, Instant now)
    {
        if (Find(account, wish.Order.Symbol, wish.Ends) is { IsOpen: true } order
            && wish.OnlyIn is { } wanted
            && order.State != wanted)
        {
            return new OrderAnswer.Refused(Refusal.CancelRestricted);
        }

        return wish.CancelId is { } cancelId
            ? Cancel(account, wish.Order.Symbol, wish.Ends, cancelId, now)
            : Cancel(account, wish.Order.Symbol, wish.Ends, now);
    }

    // A late request is judged at the instant at which it was due; only the machine's clock has moved on since.
    private bool IsExpired(NewOrder order, Instant now) => order.ExpiryClock switch
    {
        StampClock.Market => now > order.RequestExpiresAt,
        StampClock.Machine => clock.NowBy(StampClock.Machine) > order.RequestExpiresAt,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
