using System.Collections.Immutable;
using Ballast.Numerics.Measures;
using NodaTime;

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

/// <summary>One choice.</summary>
public sealed record Fold
{
    /// <summary>The first and last instant that the choice was made on.</summary>
    public required (Instant From, Instant To) Train { get; init; }

    /// <summary>The first and last instant that it was judged on.</summary>
    public required (Instant From, Instant To) Test { get; init; }

    /// <summary>The best setting on the train bars.</summary>
    public required Setting Chosen { get; init; }

    /// <summary>Its return over the test bars, from after the first purchase on.</summary>
    public required double Return { get; init; }

    /// <summary>The return of the policy's own setting over the same bars.</summary>
    public required double OwnReturn { get; init; }

    /// <summary>The part of the other settings that the choice beat there.</summary>
    public required double Beaten { get; init; }
}

/// <summary>Test stretches linked to one result.</summary>
public sealed record OutOfSample
{
    /// <summary>Growth of the linked stretches less one.</summary>
    public required double Return { get; init; }

    /// <summary>The same per year of tested bars.</summary>
    public required double PerYear { get; init; }

    /// <summary>Volatility per year.</summary>
    public required double Volatility { get; init; }

    /// <summary>Sharpe ratio per year.</summary>
    public required double Sharpe { get; init; }

    /// <summary>The least and the greatest Sharpe ratio that resampled bars give nine times in ten.</summary>
    public required (double Low, double High) SharpeInterval { get; init; }

    /// <summary>How the stretches' returns scatter.</summary>
    public required StartDispersion Dispersion { get; init; }
}
