using System.Collections.Immutable;
using Ballast.Core.Decisions;
using Ballast.Core.Planning.Transfers;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Transfers;

/// <summary>
/// What a decision changes of the transfer that waits for a lower fee. Its deadline counts from when it began to wait;
/// it ends when a plan was made that has no use for it any more, and with a transfer that is put on record.
/// </summary>
internal static class TransferWait
{
    /// <summary>The change, or <see langword="null"/> where there is none.</summary>
    /// <param name="book">The book before the decision.</param>
    /// <param name="sight">What the decision knew of transfers.</param>
    /// <param name="decision">What was decided.</param>
    public static JournalEvent.TransferDeferred? Change(PortfolioBook book, TransferSight sight, Decision decision)
    {
        bool isPlanned = decision.Findings.Any(finding => finding.Status == TriggerStatus.Fired);
        if (!isPlanned || sight.Barred is not null || sight.Routes.IsEmpty || decision is Decision.Refuse)
        {
            return null;
        }

        ImmutableArray<PlannedTransfer> weighed = Weighed(decision);
        PlannedTransfer? waiting = weighed.FirstOrDefault(transfer => transfer.Choice == TransferChoice.Wait);
        bool isSent = weighed.Any(transfer => transfer.Choice == TransferChoice.Send);
        return waiting?.WaitsUntil == book.WaitingTransfer?.WaitsUntil || (waiting is null && isSent)
            ? null
            : new JournalEvent.TransferDeferred(waiting);
    }

    private static ImmutableArray<PlannedTransfer> Weighed(Decision decision) => decision switch
    {
        Decision.Hold hold => hold.Transfers,
        Decision.Rebalance rebalance => rebalance.Plan.Transfers,
        Decision.Refuse => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
