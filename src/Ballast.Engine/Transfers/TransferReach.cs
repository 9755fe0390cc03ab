using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Transfers;

/// <summary>What an open transfer may still do to balances, and what it keeps others from.</summary>
internal static class TransferReach
{
    /// <summary>The code of everything that waits for a transfer.</summary>
    public const string Underway = "transfer-underway";

    /// <summary>By how much a balance may lie below and above its ledger because of it.</summary>
    public static (Quantity Lowest, Quantity Highest) Of(PortfolioBook book, AccountId account, Asset asset) =>
        book.OpenTransfer is not { Ticket: var ticket } open || !ticket.Touches(account, asset)
            ? (Quantity.Zero, Quantity.Zero)
            : account == ticket.From && !open.IsDebited
            ? (-ticket.Units, Quantity.Zero)
            : (Quantity.Zero, ticket.Units);

    /// <summary>The most that it may still take of a ledger.</summary>
    public static Quantity StillTakes(PortfolioBook book, AccountId account, Asset asset) =>
        -Of(book, account, asset).Lowest;

    /// <summary>Whether it may move an asset of an account.</summary>
    public static bool Touches(PortfolioBook book, AccountId account, Asset asset) =>
        book.OpenTransfer is { } open && open.Ticket.Touches(account, asset);

    /// <summary>Why an order must not leave beside it; <see langword="null"/> where it may.</summary>
    public static Reason? Objection(PortfolioBook book, AccountId account, Instrument market) =>
        book.OpenTransfer is { } open
        && (open.Ticket.Touches(account, market.Base) || open.Ticket.Touches(account, market.Quote))
            ? new Reason(Underway, $"left for the next pass: {Sentence(open)}")
            : null;

    /// <summary>Where it is, in words.</summary>
    public static string Sentence(TransferRecord open) => open.State switch
    {
        TransferState.Underway =>
            $"{open.Ticket} is on its way since {open.IntendedAt} and should arrive by "
            + $"{open.IntendedAt + open.Ticket.Latest}",
        TransferState.Intended or TransferState.Unknown =>
            $"whether {open.Ticket} has been sent is not known yet and being found out",
        TransferState.Quarantined => $"nothing proves whether {open.Ticket} was sent: a person has to say",
        TransferState.Arrived or TransferState.Returned or TransferState.Refused or TransferState.Absent
            or TransferState.Resolved => $"{open.Ticket} has ended",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
