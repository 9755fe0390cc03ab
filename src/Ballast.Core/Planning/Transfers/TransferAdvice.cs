using System.Collections.Immutable;

namespace Ballast.Core.Planning.Transfers;

/// <summary>What becomes of a plan once transfers were weighed.</summary>
/// <param name="Draft">The work that the plan is written from.</param>
/// <param name="Transfers">What was considered; empty where nothing was.</param>
/// <param name="Later">Orders that are made anew when the transfer has arrived.</param>
internal sealed record TransferAdvice(
    PlanDraft Draft, ImmutableArray<PlannedTransfer> Transfers, IReadOnlyList<RoutedOrder> Later)
{
    /// <summary>The transfer that the run sends, if any.</summary>
    public PlannedTransfer? Sent => Transfers.FirstOrDefault(transfer => transfer.Choice == TransferChoice.Send);
}
