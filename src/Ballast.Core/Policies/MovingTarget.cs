using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ballast.Core.Amounts;
using Ballast.Core.Targets.Moving;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>
/// A target that is worked out again and again instead of written down: a method, one of two regimes, or what an
/// owner's
/// own program says. Collections compare by reference.
/// </summary>
public sealed record MovingTarget
{
    /// <summary>How often a method is estimated anew where the policy does not say: a week.</summary>
    public static Duration UsualStep { get; } = Duration.FromDays(7);

    /// <summary>How often an external source is read where the policy does not say: an hour.</summary>
    public static Duration UsualReading { get; } = Duration.FromHours(1);

    /// <summary>What to aim at, without regimes; blank where there are regimes or the weights come from
    /// outside.</summary>
    public AimPolicy Aim { get; init; } = AimPolicy.Blank;

    /// <summary>Two targets and what decides between them.</summary>
    public RegimePolicy? Regimes { get; init; }

    /// <summary>Where weights, or the name of a regime, are read from.</summary>
    public ExternalPolicy? External { get; init; }

    /// <summary>When the target is worked out, or read, again.</summary>
    public ReestimatePolicy? Reestimate { get; init; }

    /// <summary>Share of the new target against the one before, above 0 and up to 1. Default all of it.</summary>
    public decimal Blend { get; init; } = 1m;

    /// <summary>How long a target may be held while no new one is to be had. Default 30 days.</summary>
    public Duration MaxAge { get; init; } = Duration.FromDays(30);

    /// <summary>Every aim there is: one, or calm and stressed, or none where weights come from outside.</summary>
    [JsonIgnore]
    public ImmutableArray<AimPolicy> Aims => Regimes is { } regimes
        ? [regimes.Calm, regimes.Stressed]
        : External is null ? [Aim] : [];

    /// <summary>The longest stretch of past days that any method or signal looks at; zero where none does.</summary>
    [JsonIgnore]
    public Duration Window => Aims.Where(AimProblem.NeedsPast).Select(aim => aim.Lookback).Aggregate(
        Duration.FromDays(Regimes?.Signal is { } signal ? signal.Window + 1 : 0), Duration.Max);

    /// <summary>Every asset that the target may name, each once, in ordinal order.</summary>
    [JsonIgnore]
    public ImmutableArray<Asset> Universe =>
        [.. Aims.SelectMany(aim => aim.Universe).Concat(External?.Assets ?? []).Distinct().Order()];

    /// <summary>Whether it is nothing but weights as written, and so does not move.</summary>
    internal bool IsPlain => this == new MovingTarget { Aim = AimPolicy.Blank with { Weights = Aim.Weights } };
}
