using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Planning;

namespace Ballast.Core.Triggers;

/// <summary>Fires when any asset is outside its band: <c>abs(d_i) &gt; b_i</c>. Waits for the cooldown, unless a run
/// that was to correct this drift left a part of it owed.</summary>
internal static class BandTrigger
{
    /// <summary>Answers under its own name, or under that of the trigger that sets the widths.</summary>
    internal static TriggerFinding Look(TriggerView view, string name) => view.Breached == 0
        ? TriggerView.Quiet(name, "inside-band", () => Inside(view))
        : view.Fire(
            name, view.IsOwed(name) ? Patience.Interval : Patience.Cooldown, "band-breached", () => Outside(view));

    private static string Inside(TriggerView view) =>
        $"all {view.Sheet.Lines.Length} assets are inside their bands; {view.LargestDrift()}, " +
        $"band {Phrase.Percent(view.Sheet.Lines[view.Drift.Largest].Band)}";

    private static string Outside(TriggerView view)
    {
        int worst = Worst(view);
        return $"{view.Breached} of {view.Sheet.Lines.Length} assets are outside their bands; "
            + $"{view.DriftOf(worst)}, " +
            $"band {Phrase.Percent(view.Sheet.Lines[worst].Band)}";
    }

    // The asset that is furthest beyond its own band, which need not be the one with the largest drift.
    private static int Worst(TriggerView view)
    {
        int worst = 0;
        decimal most = decimal.MinValue;
        for (int i = 0; i < view.Sheet.Lines.Length; i++)
        {
            TargetLine line = view.Sheet.Lines[i];
            decimal value = view.Snapshot.Value.Value;
            decimal gap = Math.Abs(view.Snapshot.Positions[i].Value.Value - (line.Target.Value * value));
            decimal beyond = gap - (line.Band.Value * value);
            (worst, most) = beyond > most ? (i, beyond) : (worst, most);
        }

        return worst;
    }
}
