using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Guards;

namespace Ballast.Core.Triggers;

/// <summary>Fires when any drift is above a limit for which nothing waits.</summary>
internal static class EmergencyTrigger
{
    internal static TriggerFinding Look(TriggerView view, Weight limit) =>
        view.Drift.LargestGap > limit * view.Snapshot.Value
            ? view.Fire(TriggerNames.Emergency, Patience.None, "emergency-drift", () => Sentence(view, limit, "above"))
            : TriggerView.Quiet(TriggerNames.Emergency, "no-emergency", () => Sentence(view, limit, "not above"));

    private static string Sentence(TriggerView view, Weight limit, string side) =>
        $"{view.LargestDrift()}, {side} the emergency limit of {Phrase.Percent(limit)}";
}
