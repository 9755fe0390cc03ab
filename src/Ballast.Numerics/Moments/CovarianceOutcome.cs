using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>What an estimator answers. Closed: <see cref="Estimated"/> or <see cref="Refused"/>.</summary>
public abstract record CovarianceOutcome
{
    /// <summary>The estimate with its convention.</summary>
    /// <param name="Estimate">Matrix, method, convention, observations, shrinkage and repair.</param>
    public sealed record Estimated(CovarianceEstimate Estimate) : CovarianceOutcome;

    /// <summary>The returns do not carry an estimate.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(Refusal Why) : CovarianceOutcome;
}
