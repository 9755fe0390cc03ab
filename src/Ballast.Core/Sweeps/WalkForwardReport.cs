using System.Collections.Immutable;

namespace Ballast.Core.Sweeps;

/// <summary>
/// What picking was worth on bars that had no part in it: the results of the choices, one after the other.
/// </summary>
public sealed record WalkForwardReport
{
    /// <summary>Lengths in bars.</summary>
    public required WalkForwardTerms Terms { get; init; }

    /// <summary>Each choice and what came of it, in the order of time.</summary>
    public required ImmutableArray<Fold> Folds { get; init; }

    /// <summary>The choices' results put together.</summary>
    public required OutOfSample Chosen { get; init; }

    /// <summary>The policy's own setting on the same test bars.</summary>
    public required OutOfSample Own { get; init; }

    /// <summary>The mean part of the other settings that a choice beat on its test bars; one half is chance.</summary>
    public required double Beaten { get; init; }
}
