using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Policies;

namespace Ballast.Core.Triggers;

/// <summary>Fires when deposits less withdrawals that wait to be used reach a least amount, in either
/// direction.</summary>
internal static class CashFlowTrigger
{
    internal static TriggerFinding Look(TriggerView view, CashFlowPolicy policy)
    {
        bool enough = !view.Memory.PendingFlow.IsZero && view.Memory.PendingFlow.Magnitude >= policy.Min;
        return enough
            ? view.Fire(
                TriggerNames.CashFlow, Patience.Interval, "flow-pending", () => Sentence(view, policy, "at least"))
            : TriggerView.Quiet(TriggerNames.CashFlow, "flow-small", () => Sentence(view, policy, "less than"));
    }

    private static string Sentence(TriggerView view, CashFlowPolicy policy, string relation) =>
        $"net flow of {Phrase.Amount(view.Memory.PendingFlow)} waits to be used, {relation} "
        + $"{Phrase.Amount(policy.Min)}";
}
