using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Optimizers.Diversification;

/// <summary>The most diversified portfolio (Choueifaty and Coignard 2008; Choueifaty, Froidure and Reynier 2013): the
/// largest ratio of the weights' own volatilities to the portfolio's, <c>w's / sqrt(w'Vw)</c>. That is the largest
/// Sharpe ratio where each asset earns its volatility, so the critical line gives it exactly, bounds
/// included.</summary>
public static class MostDiversified
{
    /// <summary>Finds the portfolio.</summary>
    /// <param name="covariance">V, shape (N, N), symmetric and without negative eigenvalues.</param>
    /// <param name="bounds">Least and most weight of each asset.</param>
    /// <param name="budget">What all weights sum to.</param>
    /// <returns>Refused where an asset does not move, or where a mix of assets has no risk at all and the ratio no
    /// largest value.</returns>
    public static Allocation Of(Matrix covariance, Bounds bounds, double budget)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ImmutableArray<Refusal> faults = MeanVarianceProblem.CovarianceFaults(covariance, covariance.Rows);
        if (faults.Length > 0)
        {
            return Allocation.Refuse(faults[0]);
        }

        double[] volatilities = new double[covariance.Rows];
        for (int i = 0; i < volatilities.Length; i++)
        {
            if (!(covariance[i, i] > 0.0))
            {
                return Allocation.Refuse(new Refusal.NoVariance(i));
            }

            volatilities[i] = Math.Sqrt(covariance[i, i]);
        }

        MeanVarianceProblem problem = new()
        {
            Mean = [.. volatilities],
            Covariance = covariance,
            Bounds = bounds,
            Budget = budget,
        };
        return CriticalLine.MaximumSharpe(problem, 0.0);
    }

    /// <summary>The ratio that is made largest: one for a single asset, never below it for weights of zero or
    /// more.</summary>
    /// <param name="covariance">V, shape (N, N).</param>
    /// <param name="weights">Shape (N).</param>
    /// <returns>Infinity or NaN where the portfolio has no risk.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double Ratio(Matrix covariance, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        double sum = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * Math.Sqrt(covariance[i, i]);
        }

        return sum / Math.Sqrt(covariance.Quadratic(weights));
    }
}
