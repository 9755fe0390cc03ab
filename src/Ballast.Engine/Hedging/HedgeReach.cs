using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Hedging;

/// <summary>What the open order of a hedge keeps others from.</summary>
internal static class HedgeReach
{
    /// <summary>The code of everything that waits for it.</summary>
    public const string Underway = "hedge-underway";

    /// <summary>
    /// Why an order of the account must not leave beside it, one being in flight at a time; <see langword="null"/>
    /// where it may. One that waits for a person is not in flight any more, and its end is told from positions, which
    /// no movement changes.
    /// </summary>
    public static Reason? Objection(PortfolioBook book, AccountId account) =>
        book.OpenHedge is { State: not HedgeState.Quarantined } open && open.Ticket.Account == account
            ? new Reason(Underway, $"left for the next pass: {Sentence(open)}")
            : null;

    /// <summary>Where it is, in words.</summary>
    public static string Sentence(HedgeRecord open) => open.State switch
    {
        HedgeState.Intended or HedgeState.Unknown =>
            $"whether {open.Ticket} was executed is not known yet and being found out",
        HedgeState.Answered => $"{open.Ticket} was executed, and the positions do not show it yet",
        HedgeState.Quarantined => $"positions do not show whether {open.Ticket} was executed: a person has to say",
        HedgeState.Done or HedgeState.Refused or HedgeState.Absent or HedgeState.Resolved =>
            $"{open.Ticket} has ended",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
