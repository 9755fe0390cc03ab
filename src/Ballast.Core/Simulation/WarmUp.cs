using Ballast.Core.Policies;
using Ballast.Core.Targets.Moving;

namespace Ballast.Core.Simulation;

/// <summary>Where a backtest of a moving target can begin: at the first complete row at which there is a target.
/// Before it
/// nothing is bought, and those rows are not part of the run, because cash that waits for data says nothing of a
/// policy.</summary>
/// <param name="First">The row; the last one where there is none.</param>
/// <param name="Why">Why it is not the first complete row, or <see langword="null"/> where it is.</param>
internal sealed record WarmUp(int First, Reason? Why)
{
    /// <summary>Looks for it.</summary>
    public static WarmUp Of(Policy policy, PriceGrid grid, (int First, int Last) rows)
    {
        if (TargetCourse.Of(policy) is not { } course)
        {
            return new WarmUp(rows.First, null);
        }

        TargetState tried = TargetState.None;
        Reason? missing = null;
        for (int row = rows.First; row < rows.Last; row++)
        {
            if (!grid.IsComplete(row))
            {
                continue;
            }

            tried = course.Allocate(tried, new TargetSources(grid.PastAt(row), null), grid.At(row));
            if (tried.IsKnown)
            {
                return new WarmUp(row, missing is null ? null : new Reason(
                    "warm-up",
                    $"starts {grid.At(row)} and not {grid.At(rows.First)}, where there was no target: "
                        + missing.Sentence));
            }

            missing ??= tried.Held;
        }

        return new WarmUp(rows.Last, new Reason(
            "no-target", $"there was no target at any bar: {tried.Held?.Sentence ?? "no bar is complete"}"));
    }
}
