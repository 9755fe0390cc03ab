using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Moving;

/// <summary>What asking for a target gave. Closed: <see cref="Found"/>, <see cref="Blind"/> or
/// <see cref="Declined"/>.</summary>
internal abstract record AimAnswer
{
    /// <summary>Every method that was tried.</summary>
    public required ImmutableArray<TargetAttempt> Attempts { get; init; }

    /// <summary>What was looked at.</summary>
    public TargetEvidence? Evidence { get; init; }

    /// <summary>Weights that sum to exactly one.</summary>
    public sealed record Found : AimAnswer
    {
        public required ImmutableSortedDictionary<Asset, Weight> Weights { get; init; }

        public required string Method { get; init; }

        public ImmutableArray<Reason> Remarks { get; init; } = [];
    }

    /// <summary>What has to be looked at is missing: nothing was asked of a method yet.</summary>
    public sealed record Blind(Reason Why) : AimAnswer;

    /// <summary>The data are there, and no method gave weights for them.</summary>
    public sealed record Declined(Reason Why) : AimAnswer;
}
