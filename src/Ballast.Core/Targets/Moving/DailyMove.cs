using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>
/// How far what comes from outside, weights or the name of a regime, may move the target in a UTC day, and what that is
/// measured from: the target the day began with, or the last one that held where silence or a change of the policy left
/// none.
/// </summary>
internal static class DailyMove
{
    /// <summary>Cuts a new target to what the day still allows; the very first is taken whole.</summary>
    /// <param name="last">Where the target stood.</param>
    /// <param name="taken">Where the document would take it.</param>
    /// <param name="most">The largest move of a day.</param>
    /// <param name="at">The quote, which takes what rounding leaves, and the instant.</param>
    public static TargetState Limited(TargetState last, TargetState taken, Weight most, (Asset Quote, Instant Now) at)
    {
        LocalDate today = at.Now.InUtc().Date;
        DayTarget? day = last.DayStart is { } known && known.Day == today
            ? known
            : LastOf(last) is { } held ? new DayTarget(today, held) : null;
        if (day is null)
        {
            return taken with { DayStart = new DayTarget(today, taken.Weights), Lapsed = null };
        }

        (ImmutableSortedDictionary<Asset, Weight> weights, ImmutableArray<Reason> cut) =
            WeightMoves.Cut(day, taken.Weights, most, at.Quote);
        return taken with { Weights = weights, Remarks = [.. taken.Remarks, .. cut], DayStart = day, Lapsed = null };
    }

    /// <summary>The last target that held, now or before it lapsed; <see langword="null"/> where none ever did.
    /// </summary>
    public static ImmutableSortedDictionary<Asset, Weight>? LastOf(TargetState state) =>
        state.IsKnown ? state.Weights : state.Lapsed;

    /// <summary>
    /// What another policy's course takes over of a target from outside: nothing but what its moves are measured from,
    /// and that only where it may hold all of its assets.
    /// </summary>
    public static TargetState Carried(TargetState last, TargetState fresh, MovingTarget moving, Asset quote) =>
        moving.External is not null
        && last.DayStart is { } day
        && LastOf(last) is { } held
        && held.Keys.Concat(day.Weights.Keys).All(asset => asset == quote || moving.Universe.Contains(asset))
            ? fresh with { DayStart = day, Lapsed = held }
            : fresh;
}
