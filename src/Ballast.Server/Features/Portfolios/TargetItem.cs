using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Targets.Moving;
using NodaTime;

namespace Ballast.Server.Features.Portfolios;

/// <summary>A moving target as it leaves the server.</summary>
public sealed record TargetItem
{
    /// <summary>What gave it and when, or why there is none, in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The weights that hold; empty while there is no target.</summary>
    public required IReadOnlyDictionary<string, Weight> Weights { get; init; }

    /// <summary>The method that gave them; empty while there are none.</summary>
    public required string Method { get; init; }

    /// <summary>When they were worked out.</summary>
    public required Instant? EstimatedAt { get; init; }

    /// <summary>The regime that holds; empty without regimes.</summary>
    public required string Regime { get; init; }

    /// <summary>What they were worked out from.</summary>
    public required TargetEvidence? Data { get; init; }

    /// <summary>What was done to them since.</summary>
    public required IReadOnlyList<Reason> Remarks { get; init; }

    /// <summary>When a target was last asked for.</summary>
    public required Instant? TriedAt { get; init; }

    /// <summary>Why that gave none; null where it did.</summary>
    public required Reason? Held { get; init; }

    /// <summary>Every method that was tried then, in order.</summary>
    public required IReadOnlyList<TargetAttempt> Attempts { get; init; }

    /// <summary>Shows a target.</summary>
    public static TargetItem Of(TargetState state) => new()
    {
        Sentence = TargetWords.Sentence(state),
        Weights = state.Weights.ToDictionary(pair => pair.Key.Symbol, pair => pair.Value),
        Method = state.Method,
        EstimatedAt = state.EstimatedAt,
        Regime = state.Regime,
        Data = state.Evidence,
        Remarks = state.Remarks,
        TriedAt = state.TriedAt,
        Held = state.Held,
        Attempts = state.Attempts,
    };
}
