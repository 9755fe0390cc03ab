using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Proportional;

/// <summary>Weights in proportion to each asset's own Sharpe ratio over a trailing window (Sharpe 1966); an asset that
/// earned no more than the risk-free rate gets its lower bound.</summary>
public static class TrailingSharpe
{
    /// <summary>Shares a budget out by Sharpe ratio, as far as bounds allow.</summary>
    /// <param name="mean">m, shape (N), expected or trailing returns in the covariance's periods.</param>
    /// <param name="covariance">V, shape (N, N); only its diagonal counts.</param>
    /// <param name="riskFree">The rate, in the same periods.</param>
    /// <param name="limits">Bounds, and what all weights sum to.</param>
    /// <returns>Refused where no asset earned more than the rate, or one that did does not move.</returns>
    public static Allocation Of(
        ReadOnlySpan<double> mean, Matrix covariance, double riskFree, (Bounds Bounds, double Budget) limits)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (covariance.Rows != mean.Length || !covariance.IsSquare)
        {
            return Allocation.Refuse(
                new Refusal.ShapeMismatch("covariance", mean.Length, covariance.Rows));
        }

        double[] scores = new double[mean.Length];
        double most = double.NegativeInfinity;
        for (int i = 0; i < scores.Length; i++)
        {
            double variance = covariance[i, i];
            double excess = mean[i] - riskFree;
            if (!double.IsFinite(excess) || !double.IsFinite(variance))
            {
                return Allocation.Refuse(new Refusal.NotFinite(double.IsFinite(variance) ? "mean" : "covariance", i));
            }

            if (excess > 0.0 && !(variance > 0.0))
            {
                return Allocation.Refuse(new Refusal.NoVariance(i));
            }

            most = Math.Max(most, mean[i]);
            scores[i] = excess > 0.0 ? excess / Math.Sqrt(variance) : 0.0;
        }

        return scores.Length > 0 && !(most > riskFree)
            ? Allocation.Refuse(new Refusal.NothingAboveRiskFree(riskFree, most))
            : ProportionalWeights.Of(scores, limits.Bounds, limits.Budget);
    }
}
