using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Numerics.Moments;
using NodaTime;

namespace Ballast.Core.Targets.Methods;

/// <summary>How expected returns and covariances are estimated from the past. Compared by reference of its
/// lists.</summary>
public sealed record EstimationTerms
{
    /// <summary>Length of the window that ends with the last bar; 60 days unless given. A window that the bars do not
    /// fill is refused.</summary>
    public Duration Lookback { get; init; } = AllocationDefaults.Lookback;

    /// <summary>The covariance estimator; plain sample unless given. <see cref="CovarianceMethod.Given"/> is
    /// refused.</summary>
    public CovarianceMethod Covariance { get; init; } = CovarianceMethod.Sample;

    /// <summary>The estimator of expected returns; the mean of simple returns unless given.
    /// <see cref="MeanMethod.Given"/> is refused.</summary>
    public MeanMethod Mean { get; init; } = MeanMethod.Arithmetic;

    /// <summary>How fast exponential weights fade, for the estimators that have them.</summary>
    public Decay Fading { get; init; } = AllocationDefaults.Fading;

    /// <summary>The risk-free rate a year, for the capital asset pricing model.</summary>
    public double RiskFree { get; init; } = AllocationDefaults.RiskFree;

    /// <summary>The market portfolio of the capital asset pricing model, by value; equal shares where it is
    /// empty.</summary>
    public ImmutableSortedDictionary<Asset, double> MarketValues { get; init; } =
        ImmutableSortedDictionary<Asset, double>.Empty;
}
