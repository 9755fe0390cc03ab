using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>Checks weights against the optimality conditions of <c>min w'Vw / 2 - lambda m'w</c> with a budget and
/// bounds (Karush 1939; Kuhn and Tucker 1951), whoever found them.</summary>
public static class KarushKuhnTucker
{
    private const double AtBound = 1e-13;

    /// <summary>Measures how far weights are from optimal, on the problem as it is given.</summary>
    /// <param name="problem">The problem; its shapes must fit.</param>
    /// <param name="weights">Shape (N).</param>
    /// <param name="lambda">Risk tolerance, zero or more.</param>
    public static Residuals Of(MeanVarianceProblem problem, ReadOnlySpan<double> weights, double lambda)
    {
        ArgumentNullException.ThrowIfNull(problem);
        double[] gradient = new double[weights.Length];
        problem.Covariance.MultiplyTransposed(weights, gradient);
        Vectors.AddScaled(-lambda, problem.Mean.AsSpan(), gradient);
        double infeasible = Math.Abs(Vectors.Sum(weights) - problem.Budget);

        // An asset within 1e-13 of its bound is at it. The budget's multiplier -g must be at most the gradient of
        // assets that may grow, at least that of assets that may shrink; the middle between the two ends spreads the
        // error evenly.
        double mayGrow = double.PositiveInfinity;
        double mayShrink = double.NegativeInfinity;
        for (int i = 0; i < weights.Length; i++)
        {
            infeasible = Math.Max(infeasible, weights[i] - problem.Bounds.Upper[i]);
            infeasible = Math.Max(infeasible, problem.Bounds.Lower[i] - weights[i]);
            mayGrow = weights[i] < problem.Bounds.Upper[i] - AtBound ? Math.Min(mayGrow, gradient[i]) : mayGrow;
            mayShrink = weights[i] > problem.Bounds.Lower[i] + AtBound ? Math.Max(mayShrink, gradient[i]) : mayShrink;
        }

        bool isOneSided = double.IsInfinity(mayGrow) || double.IsInfinity(mayShrink);
        double level = isOneSided ? 0.0 : 0.5 * (mayGrow + mayShrink);
        double stationarity = 0.0;
        double complementarity = 0.0;
        for (int i = 0; i < weights.Length && !isOneSided; i++)
        {
            double reduced = gradient[i] - level;
            bool canGrow = weights[i] < problem.Bounds.Upper[i] - AtBound;
            bool canShrink = weights[i] > problem.Bounds.Lower[i] + AtBound;
            stationarity = canGrow && canShrink ? Math.Max(stationarity, Math.Abs(reduced)) : stationarity;
            complementarity = canGrow && !canShrink ? Math.Max(complementarity, -reduced) : complementarity;
            complementarity = canShrink && !canGrow ? Math.Max(complementarity, reduced) : complementarity;
        }

        return new Residuals(stationarity, infeasible, complementarity);
    }
}
