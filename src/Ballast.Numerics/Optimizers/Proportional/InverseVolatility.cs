using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Optimizers.Proportional;

/// <summary>Weights in proportion to one over volatility: risk parity where all correlations are alike (Maillard,
/// Roncalli and Teiletche 2010, section 2.3).</summary>
public static class InverseVolatility
{
    /// <summary>Shares a budget out by inverse volatility, as far as bounds allow.</summary>
    /// <param name="covariance">V, shape (N, N); only its diagonal counts.</param>
    /// <param name="bounds">Least and most weight of each asset.</param>
    /// <param name="budget">What all weights sum to, zero or more.</param>
    /// <returns>Refused where an asset does not move.</returns>
    public static Allocation Of(Matrix covariance, Bounds bounds, double budget)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ImmutableArray<Refusal> faults = MeanVarianceProblem.CovarianceFaults(covariance, covariance.Rows);
        if (faults.Length > 0)
        {
            return Allocation.Refuse(faults[0]);
        }

        double[] scores = new double[covariance.Rows];
        for (int i = 0; i < scores.Length; i++)
        {
            if (!(covariance[i, i] > 0.0))
            {
                return Allocation.Refuse(new Refusal.NoVariance(i));
            }

            scores[i] = 1.0 / Math.Sqrt(covariance[i, i]);
        }

        return ProportionalWeights.Of(scores, bounds, budget);
    }
}
