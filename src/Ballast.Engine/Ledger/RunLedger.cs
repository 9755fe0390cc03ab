using Ballast.Core.Amounts;
using Ballast.Engine.Journal;

namespace Ballast.Engine.Ledger;

/// <summary>What a run really traded.</summary>
internal static class RunLedger
{
    /// <summary>Value traded, sells and buys together, at plan prices in the portfolio's quote currency.</summary>
    public static Money Traded(PortfolioBook book, RunId run) => new(book.Orders.Values
        .Where(record => record.Origin.Run == run && !record.Order.Ticket.Size.IsZero)
        .Sum(record => record.Reservation.Notional.Value * record.Order.Filled.Value / record.Order.Ticket.Size.Value));
}
