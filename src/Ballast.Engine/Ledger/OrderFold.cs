using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>
/// Folds an order's events: its life, what its fills post to the ledger, and what it takes from the caps.
/// </summary>
internal static class OrderFold
{
    private const int MostRecentFills = 64;

    /// <summary>What a fill does to the balances.</summary>
    public static ImmutableSortedDictionary<Asset, Quantity> Changes(OrderTicket ticket, VenueFill trade)
    {
        int sign = ticket.Side == TradeSide.Buy ? 1 : -1;
        ImmutableSortedDictionary<Asset, Quantity> changes = ImmutableSortedDictionary<Asset, Quantity>.Empty
            .Add(ticket.Instrument.Base, trade.Size * sign)
            .Add(ticket.Instrument.Quote, new Quantity(-sign * trade.Size.Value * trade.Price.Value));
        return changes.SetItem(trade.FeeAsset, changes.GetValueOrDefault(trade.FeeAsset) - trade.Fee);
    }

    public static PortfolioBook Reserved(PortfolioBook book, JournalEvent.OrderReserved reserved, Instant at)
    {
        OrderRecord record = new()
        {
            Order = OrderLifecycle.Apply(Order.Wanted(reserved.Ticket), new OrderEvent.Reserve()),
            Origin = reserved.Origin,
            Reservation = reserved.Reservation,
            ReservedAt = at,
            ChangedAt = at,
        };
        return book with
        {
            Orders = book.Orders.Add(reserved.Ticket.Id, record),
            Caps = CapFold.Reserved(book, reserved.Reservation.Notional, at),
        };
    }

    public static PortfolioBook Signed(PortfolioBook book, JournalEvent.OrderSigned signed, Instant at)
    {
        PortfolioBook after = Step(book, signed.Order, new OrderEvent.Sign(), at);
        OrderRecord record = after.Orders[signed.Order] with { Request = signed.Request };
        return after with { Orders = after.Orders.SetItem(signed.Order, record) };
    }

    public static PortfolioBook Filled(PortfolioBook book, JournalEvent.OrderFilled filled, Instant at)
    {
        OrderRecord before = book.Orders[filled.Order];
        if (before.Order.Fills.ContainsKey(filled.Trade.TradeId))
        {
            return book;
        }

        OrderTicket ticket = before.Order.Ticket;
        AccountLedger ledger = book.Ledgers[ticket.Account];
        ImmutableSortedDictionary<Asset, Quantity> changes = Changes(ticket, filled.Trade);
        foreach ((Asset asset, Quantity change) in changes)
        {
            ledger = ledger.Post(asset, change);
        }

        ImmutableArray<FillPosting> recent = ledger.RecentFills.Add(new FillPosting(at, changes));
        ledger = ledger.ChargedIn(filled.Trade.FeeAsset) with
        {
            RecentFills = recent.Length > MostRecentFills ? recent.RemoveAt(0) : recent,
        };
        PortfolioBook posted = book with
        {
            Ledgers = book.Ledgers.SetItem(ticket.Account, ledger),
            Execution = ExecutionFold.Counted(book, before, filled.Trade),
        };
        return Step(Seen(posted, filled.Order), filled.Order, new OrderEvent.Fill(filled.Trade), at);
    }

    public static PortfolioBook Found(PortfolioBook book, JournalEvent.OrderFound found, Instant at)
    {
        // One that was proven absent and is there after all is the worst reason to believe the next proof sooner.
        bool isNews = book.Orders[found.Order].Order.State is OrderState.Unknown;
        PortfolioBook after = Step(book, found.Order, new OrderEvent.Find(found.VenueId), at);
        return isNews ? Seen(after, found.Order) : after;
    }

    // The venue was seen to have an order, so its records are not all behind.
    private static PortfolioBook Seen(PortfolioBook book, ClientOrderId id) =>
        LedgerOf(book, id) is { AbsencesInARow: > 0 } ledger ? With(book, ledger with { AbsencesInARow = 0 }) : book;

    /// <summary>One more order was proven to have had no effect.</summary>
    public static PortfolioBook Absent(PortfolioBook book, ClientOrderId id)
    {
        AccountLedger ledger = LedgerOf(book, id);
        return With(book, ledger with { AbsencesInARow = ledger.AbsencesInARow + 1 });
    }

    public static PortfolioBook Step(PortfolioBook book, ClientOrderId id, OrderEvent happened, Instant at)
    {
        OrderRecord before = book.Orders[id];
        OrderRecord after = before with { Order = OrderLifecycle.Apply(before.Order, happened), ChangedAt = at };
        return book with
        {
            Orders = book.Orders.SetItem(id, after),
            Caps = CapFold.Stepped(book, before, after.Order, at),
        };
    }

    private static AccountLedger LedgerOf(PortfolioBook book, ClientOrderId id) =>
        book.Ledgers[book.Orders[id].Order.Ticket.Account];

    private static PortfolioBook With(PortfolioBook book, AccountLedger ledger) =>
        book with { Ledgers = book.Ledgers.SetItem(ledger.Account, ledger) };
}
