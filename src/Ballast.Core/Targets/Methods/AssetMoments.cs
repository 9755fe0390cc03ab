using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;

namespace Ballast.Core.Targets.Methods;

/// <summary>Expected returns and covariance of named assets, a year. Made from the past by
/// <see cref="MomentEstimation"/> or given from outside. Compared by reference of its lists.</summary>
public sealed record AssetMoments
{
    /// <summary>N assets, each once.</summary>
    public required ImmutableArray<Asset> Assets { get; init; }

    /// <summary>Shape (N, N) and how it was made, what was repaired included.</summary>
    public required CovarianceEstimate Covariance { get; init; }

    /// <summary>Shape (N), fractions a year; empty where nobody gave any.</summary>
    public ImmutableArray<double> ExpectedReturns { get; init; } = [];

    /// <summary>Bars in the window at which an asset had none and which were therefore left out; those that no asset
    /// had among them.</summary>
    public int IncompletePeriods { get; init; }

    /// <summary>Bars that are missing for all assets. The return over such a hole is left out.</summary>
    public BarRhythm Rhythm { get; init; } = new();

    /// <summary>The covariance's least eigenvalue as it came, before any repair; below zero by more than rounding where
    /// some portfolio has a negative variance.</summary>
    public required double LeastEigenvalue { get; init; }

    /// <summary>Moments that somebody else worked out. The covariance is looked at and kept as it is: a solver that
    /// meets a portfolio of negative variance refuses, and one that does not meets what was asked.</summary>
    /// <param name="assets">N.</param>
    /// <param name="covariance">Shape (N, N), a year.</param>
    /// <param name="expectedReturns">Shape (N), or empty where there are none.</param>
    /// <returns>Refused where shapes differ, a number is not finite, a variance is negative or the matrix is not
    /// symmetric.</returns>
    public static MomentsOutcome Given(
        ImmutableArray<Asset> assets, Matrix covariance, ImmutableArray<double> expectedReturns)
    {
        if (covariance.Rows != assets.Length || covariance.Columns != assets.Length
            || (expectedReturns.Length != 0 && expectedReturns.Length != assets.Length))
        {
            return new MomentsOutcome.Refused(new Reason(
                "moments-shape",
                $"{assets.Length} assets, a covariance of {covariance.Rows} by {covariance.Columns} and "
                    + $"{expectedReturns.Length} expected returns do not fit together"));
        }

        int bad = Vectors.FirstNotFinite(expectedReturns.AsSpan());
        if (bad >= 0)
        {
            return new MomentsOutcome.Refused(new Reason(
                "moments-not-finite", $"the expected return of {assets[bad]} is not a finite number"));
        }

        return MomentEstimation.LookedAt(
            new CovarianceEstimate
            {
                Matrix = covariance,
                Method = CovarianceMethod.Given,
                Convention = CovarianceConvention.Sample,
                Observations = 0,
                Shrinkage = 0.0,
                Repair = new CovarianceRepair.NotLookedAt(),
            },
            assets,
            expectedReturns);
    }
}
