using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>Whether a target that was asked for again differs in more than the time of asking.</summary>
internal static class TargetNews
{
    private static readonly Duration LongestSilence = Duration.FromHours(1);

    // The part of maxAge by which a record may lag behind: what is started anew from it lets a target lapse that much
    // sooner, never later.
    private const int PartOfAge = 10;

    /// <summary>How long the record may say nothing while nothing but times change.</summary>
    /// <param name="maxAge">How long a target may be held.</param>
    public static Duration Silence(Duration maxAge) => Duration.Min(LongestSilence, maxAge / PartOfAge);

    /// <summary>Whether anything but times differs. Refusals are compared by their codes: their sentences carry times
    /// too.</summary>
    /// <param name="recorded">What is on record.</param>
    /// <param name="now">What holds now.</param>
    public static bool Differ(TargetState recorded, TargetState now) =>
        (recorded.Spec, recorded.Method, recorded.Regime, recorded.EstimatedRegime, recorded.RegimeSince)
            != (now.Spec, now.Method, now.Regime, now.EstimatedRegime, now.RegimeSince)
        || (recorded.Held?.Code, recorded.Signal) != (now.Held?.Code, now.Signal)
        || recorded.DayStart?.Day != now.DayStart?.Day
        || DataOf(recorded) != DataOf(now)
        || !recorded.Weights.SequenceEqual(now.Weights)
        || !recorded.Remarks.SequenceEqual(now.Remarks)
        || !recorded.Attempts.SequenceEqual(now.Attempts, Attempts.Alike)
        || !Known(recorded.Lapsed).SequenceEqual(Known(now.Lapsed));

    private static ImmutableSortedDictionary<Asset, Weight> Known(ImmutableSortedDictionary<Asset, Weight>? weights) =>
        weights ?? ImmutableSortedDictionary<Asset, Weight>.Empty;

    // A document that says the same as the one before has another fingerprint, as it has another time in it.
    private static string? DataOf(TargetState state) =>
        state.Method == MethodNames.External ? null : state.Evidence?.Fingerprint;

    private sealed class Attempts : IEqualityComparer<TargetAttempt>
    {
        public static Attempts Alike { get; } = new();

        public bool Equals(TargetAttempt? x, TargetAttempt? y) =>
            x?.Method == y?.Method && x?.Refusal?.Code == y?.Refusal?.Code;

        public int GetHashCode(TargetAttempt obj) => obj.Method.GetHashCode(StringComparison.Ordinal);
    }
}
