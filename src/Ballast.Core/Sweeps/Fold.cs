using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>One choice of a walk-forward and what came of it.</summary>
public sealed record Fold
{
    /// <summary>The first and last instant that the choice was made on.</summary>
    public required (Instant From, Instant To) Train { get; init; }

    /// <summary>The first and last bar that it was judged on; the first return is from the close before.</summary>
    public required (Instant From, Instant To) Test { get; init; }

    /// <summary>The best setting on the train bars.</summary>
    public required Setting Chosen { get; init; }

    /// <summary>Its return over the test bars, begun on target and free of cost at the close before them.</summary>
    public required double Return { get; init; }

    /// <summary>The return of the policy's own setting over the same bars.</summary>
    public required double OwnReturn { get; init; }

    /// <summary>The part of the other settings that the choice beat there.</summary>
    public required double Beaten { get; init; }
}
