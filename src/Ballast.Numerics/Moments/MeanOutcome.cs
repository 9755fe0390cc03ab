using System.Collections.Immutable;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>How expected returns were estimated.</summary>
public enum MeanMethod
{
    /// <summary>The mean of the past, times periods per year.</summary>
    Arithmetic,

    /// <summary>The compound growth of the past, per year.</summary>
    Compound,

    /// <summary>A mean that fades with age.</summary>
    ExponentiallyWeighted,

    /// <summary>Pulled towards the grand mean (James and Stein 1961).</summary>
    JamesStein,

    /// <summary>Pulled towards the minimum variance portfolio's mean (Jorion 1986).</summary>
    BayesStein,

    /// <summary>What the capital asset pricing model implies (Sharpe 1964).</summary>
    CapitalAssetPricing,

    /// <summary>Given from outside.</summary>
    Given,
}

/// <summary>What an estimator of expected returns answers. Closed: <see cref="Estimated"/> or
/// <see cref="Refused"/>.</summary>
public abstract record MeanOutcome
{
    /// <summary>Expected returns per year.</summary>
    /// <param name="Values">Shape (N), fractions per year.</param>
    /// <param name="Method">How they were estimated.</param>
    /// <param name="Observations">The fewest returns that any asset brought; 0 where none were used.</param>
    /// <param name="Shrinkage">Weight of the common mean, 0 to 1; 0 where the method does not shrink.</param>
    public sealed record Estimated(
        ImmutableArray<double> Values, MeanMethod Method, int Observations, double Shrinkage) : MeanOutcome;

    /// <summary>The returns do not carry an estimate.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(Refusal Why) : MeanOutcome;
}
