using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>
/// Where a moving target stands: the weights that hold, what they came from, and what was tried last. Journaled whole
/// whenever it changes; a replay takes it as it is and solves nothing. Collections compare by reference.
/// </summary>
public sealed record TargetState
{
    /// <summary>Nothing worked out yet.</summary>
    public static TargetState None { get; } = new();

    /// <summary>Hash of the part of the policy it belongs to: another policy begins anew.</summary>
    public string Spec { get; init; } = "";

    /// <summary>The weights that hold, summing to exactly one; empty while there is no target.</summary>
    public ImmutableSortedDictionary<Asset, Weight> Weights { get; init; } =
        ImmutableSortedDictionary<Asset, Weight>.Empty;

    /// <summary>When they were worked out; <see langword="null"/> while there are none.</summary>
    public Instant? EstimatedAt { get; init; }

    /// <summary>The method that gave them, or <c>weights</c>, or <c>external</c>; empty while there are none.</summary>
    public string Method { get; init; } = "";

    /// <summary>What they were worked out from; <see langword="null"/> where nothing was looked at.</summary>
    public TargetEvidence? Evidence { get; init; }

    /// <summary>What was done to them since the method gave them: scaled, cut to a day's largest move.</summary>
    public ImmutableArray<Reason> Remarks { get; init; } = [];

    /// <summary>When a target was last asked for, whatever came of it.</summary>
    public Instant? TriedAt { get; init; }

    /// <summary>Every method that was tried then, in order.</summary>
    public ImmutableArray<TargetAttempt> Attempts { get; init; } = [];

    /// <summary>Why the last try left things as they were, or left no target; <see langword="null"/> where it gave
    /// one.</summary>
    public Reason? Held { get; init; }

    /// <summary>The regime whose target the weights are; empty without regimes. It differs from <see cref="Regime"/>
    /// while no target of the regime that holds is to be had.</summary>
    public string EstimatedRegime { get; init; } = "";

    /// <summary>The regime that holds, <c>calm</c> or <c>stressed</c>; empty without regimes.</summary>
    public string Regime { get; init; } = "";

    /// <summary>Since when it holds.</summary>
    public Instant? RegimeSince { get; init; }

    /// <summary>When the regime's signal was last looked at.</summary>
    public Instant? SignalAt { get; init; }

    /// <summary>The numbers by which the regime was last judged.</summary>
    public Reason? Signal { get; init; }

    /// <summary>The target that the running day began with, from which the largest move of a day is measured;
    /// <see langword="null"/> where neither weights nor a regime come from outside.</summary>
    public DayTarget? DayStart { get; init; }

    /// <summary>The last target that held, while none does: silence, or another policy, does not make the
    /// next document the first.</summary>
    public ImmutableSortedDictionary<Asset, Weight>? Lapsed { get; init; }

    /// <summary>Whether there is a target.</summary>
    [JsonIgnore]
    public bool IsKnown => !Weights.IsEmpty;
}
