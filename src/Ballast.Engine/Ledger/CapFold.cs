using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Engine.Hedging;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>
/// Counts value against the day's turnover. An order counts whole while its end is open, then by what it traded; one
/// that is open at midnight may still trade, so what remains of it counts on the new day as well. Orders of hedges
/// count like others.
/// </summary>
internal static class CapFold
{
    /// <summary>What counts at an instant. The day never moves back, so a clock that is set back finds the caps as they
    /// were.</summary>
    public static CapCount On(PortfolioBook book, Instant at)
    {
        LocalDate today = at.InUtc().Date;
        return today <= book.Caps.Day ? book.Caps : new CapCount(
            today,
            new Money(book.LiveOrders.Sum(Remaining)) + (book.OpenHedge is { } hedge ? Counted(hedge) : Money.Zero));
    }

    /// <summary>The count after funds and caps were set aside for an order that is not in the book yet.</summary>
    public static CapCount Reserved(PortfolioBook book, Money notional, Instant at)
    {
        CapCount caps = On(book, at);
        return caps with { Notional = caps.Notional + notional };
    }

    /// <summary>The count after an event of an order that is in the book as it was before.</summary>
    public static CapCount Stepped(PortfolioBook book, OrderRecord before, Order after, Instant at)
    {
        CapCount caps = On(book, at);
        decimal moved = Counted(before, after) - Counted(before, before.Order);
        return moved == 0m ? caps : caps with { Notional = Money.Max(Money.Zero, caps.Notional + new Money(moved)) };
    }

    /// <summary>The count after an event of a hedge's order that is in the book as it was before.</summary>
    public static CapCount Hedged(PortfolioBook book, HedgeRecord before, HedgeRecord after, Instant at)
    {
        CapCount caps = On(book, at);
        Money moved = Counted(after) - Counted(before);
        return moved.IsZero ? caps : caps with { Notional = Money.Max(Money.Zero, caps.Notional + moved) };
    }

    // What a person said is over counts as if it had been done: nobody knows better.
    private static Money Counted(HedgeRecord record) => record.State switch
    {
        HedgeState.Refused or HedgeState.Absent => Money.Zero,
        HedgeState.Done when record.Fill is { } fill => fill.Size * fill.Price,
        HedgeState.Intended or HedgeState.Answered or HedgeState.Unknown or HedgeState.Quarantined or HedgeState.Done
            or HedgeState.Resolved => record.Ticket.Order.Notional,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static decimal Counted(OrderRecord record, Order order)
    {
        decimal filled = Share(record, order.Filled);
        return order.State.IsLive ? Math.Max(filled, record.Reservation.Notional.Value) : filled;
    }

    private static decimal Remaining(OrderRecord record) => Math.Max(0m, Share(record, record.Order.Remaining));

    private static decimal Share(OrderRecord record, Quantity part) => record.Order.Ticket.Size.IsZero
        ? 0m
        : record.Reservation.Notional.Value * part.Value / record.Order.Ticket.Size.Value;
}
