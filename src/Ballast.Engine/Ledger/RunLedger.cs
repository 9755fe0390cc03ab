using Ballast.Core.Amounts;
using Ballast.Engine.Journal;
using Ballast.Engine.Transfers;

namespace Ballast.Engine.Ledger;

/// <summary>What a run really traded.</summary>
internal static class RunLedger
{
    /// <summary>Whether a transfer of the run has left, or may have.</summary>
    public static bool HasTransferred(PortfolioBook book, RunId run) => book.Transfers.Any(transfer =>
        transfer.Run == run && transfer.State is not (TransferState.Refused or TransferState.Absent));

    /// <summary>Value traded, sells and buys together, at plan prices in the portfolio's quote currency.</summary>
    public static Money Traded(PortfolioBook book, RunId run) => new(book.Orders.Values
        .Where(record => record.Origin.Run == run && !record.Order.Ticket.Size.IsZero)
        .Sum(record => record.Reservation.Notional.Value * record.Order.Filled.Value / record.Order.Ticket.Size.Value));
}
