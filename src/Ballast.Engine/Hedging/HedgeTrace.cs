using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Hedging;

/// <summary>
/// Tells a hedge from a stranger's position where positions carry no purpose: it is what the orders on record have
/// made, to the last unit, or nothing.
/// </summary>
internal static class HedgeTrace
{
    /// <summary>Why a position must not be taken for the hedge; <see langword="null"/> where it is the hedge or
    /// nothing.</summary>
    public static Reason? Objection(PortfolioBook book, AccountId account, string market, Quantity size)
    {
        (Quantity low, Quantity high) = Recorded(Last(book, account, market));
        return size.IsZero || (size >= low && size <= high) ? null : new Reason(
            "hedge-foreign",
            $"{account} holds {size} units in {market}, and the hedge's own orders have made "
            + (low == high ? $"{low}" : $"between {low} and {high}")
            + ": it is not touched; close it by hand, and it is hedged anew");
    }

    /// <summary>The last order on record that should have left a position, as far as its venue knows names;
    /// <see langword="null"/> where no order has been sent, or where nothing is to be expected of it.</summary>
    public static (ClientOrderId By, string Made)? Expected(PortfolioBook book, AccountId account, string market)
    {
        if (Last(book, account, market) is not { Ticket.Exact: { } exact } last)
        {
            return null;
        }

        (Quantity low, Quantity high) = Recorded(last);
        Quantity whole = last.Ticket.Before + Signed(last.Ticket, exact.Units);

        // Of an order whose part nobody told, all of it may have been executed: the rest is what counts then.
        Quantity left = low == high ? low : whole;
        return left.IsZero
            ? null
            : (last.Ticket.Id, low == high ? $"{low} units" : $"between {low} and {high} units");
    }

    /// <summary>Why two hedges cannot be told apart; <see langword="null"/> where they can.</summary>
    public static Reason? Shared(EngineState state, PortfolioId portfolio, (Asset Asset, HedgePolicy Policy) hedge)
    {
        string market = HedgeNames.MarketOf(hedge.Asset, hedge.Policy);
        var other = (
            from book in state.Portfolios
            from rival in book.Value.Policy.Hedges
            where (book.Key != portfolio || rival.Key != hedge.Asset)
                && rival.Value.Account == hedge.Policy.Account
                && HedgeNames.MarketOf(rival.Key, rival.Value) == market
            select $"{rival.Key} of {book.Key}").FirstOrDefault();
        return other is null ? null : new Reason(
            "hedge-shared-market",
            $"{hedge.Policy.Account} has one position in {market}, and {other} is to be hedged with it too: name "
            + "another market or account for one of them");
    }

    private static HedgeRecord? Last(PortfolioBook book, AccountId account, string market) => book.Hedges.LastOrDefault(
        hedge => hedge.Ticket.Account == account && hedge.Ticket.Market == market);

    private static (Quantity Low, Quantity High) Recorded(HedgeRecord? last)
    {
        if (last is null)
        {
            return (Quantity.Zero, Quantity.Zero);
        }

        HedgeTicket ticket = last.Ticket;
        Quantity before = ticket.Before;
        Quantity whole = ticket.Exact?.Units ?? before.Magnitude;
        return last.State switch
        {
            HedgeState.Done => Between(before + Signed(ticket, last.Fill?.Size ?? whole)),
            HedgeState.Refused or HedgeState.Absent => Between(before),

            // A person said that it is over, and not how much of it there was.
            HedgeState.Resolved or HedgeState.Intended or HedgeState.Answered or HedgeState.Unknown
                or HedgeState.Quarantined => Between(before, before + Signed(ticket, whole)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Quantity Signed(HedgeTicket ticket, Quantity size) =>
        ticket.Order.Side == PositionSide.Short ? -size : size;

    private static (Quantity Low, Quantity High) Between(Quantity one) => (one, one);

    private static (Quantity Low, Quantity High) Between(Quantity one, Quantity other) =>
        (Quantity.Min(one, other), Quantity.Max(one, other));
}
