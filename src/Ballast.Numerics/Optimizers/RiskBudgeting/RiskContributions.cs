using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>Who carries a portfolio's risk (Euler's theorem on volatility, which is homogeneous of degree one;
/// Litterman 1996).</summary>
public static class RiskContributions
{
    private const double AtBound = 1e-14;

    /// <summary>Each asset's share of the variance, <c>w_i (Vw)_i / w'Vw</c>; the shares sum to one and a hedge's is
    /// negative.</summary>
    /// <param name="covariance">V, shape (N, N).</param>
    /// <param name="weights">w, shape (N).</param>
    /// <param name="shares">Shape (N); written whole; all zero where the portfolio has no risk.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Shares(Matrix covariance, ReadOnlySpan<double> weights, Span<double> shares)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        covariance.Multiply(weights, shares);
        double variance = Vectors.Dot(weights, shares);
        double factor = variance > 0.0 ? 1.0 / variance : 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            shares[i] *= weights[i] * factor;
        }
    }

    /// <summary>How far weights are from the conditions of constrained risk budgeting (Richard and Roncalli 2019): one
    /// number k with <c>share_i = k b_i</c> for what lies between its bounds, at most that at an upper bound and at
    /// least that at a lower one. Relative to k; feasibility is in units of weight.</summary>
    /// <param name="problem">The problem; its shapes must fit.</param>
    /// <param name="weights">Shape (N).</param>
    public static Residuals Residuals(RiskBudgetProblem problem, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(problem);
        double[] pull = new double[weights.Length];
        problem.Covariance.Multiply(weights, pull);
        return Residuals(problem, weights, pull);
    }

    /// <summary>The same where <c>Vw</c>, shape (N), is at hand already; it is overwritten.</summary>
    internal static Residuals Residuals(RiskBudgetProblem problem, ReadOnlySpan<double> weights, double[] pull)
    {
        double[] ratios = pull;
        double infeasible = Math.Abs(Vectors.Sum(weights) - problem.Budget);
        double mayGrow = double.PositiveInfinity;
        double mayShrink = double.NegativeInfinity;
        for (int i = 0; i < weights.Length; i++)
        {
            infeasible = Math.Max(infeasible, weights[i] - problem.Bounds.Upper[i]);
            infeasible = Math.Max(infeasible, Math.Max(problem.Bounds.Lower[i], 0.0) - weights[i]);
            ratios[i] *= problem.IsHeld(i) ? weights[i] / problem.RiskBudgets[i] : 0.0;
            mayGrow = CanGrow(problem, weights, i) ? Math.Min(mayGrow, ratios[i]) : mayGrow;
            mayShrink = CanShrink(problem, weights, i) ? Math.Max(mayShrink, ratios[i]) : mayShrink;
        }

        return double.IsInfinity(mayGrow) || double.IsInfinity(mayShrink)
            ? new Residuals(0.0, infeasible, 0.0)
            : Measure(problem, weights, ratios, (0.5 * (mayGrow + mayShrink), infeasible));
    }

    private static Residuals Measure(
        RiskBudgetProblem problem, ReadOnlySpan<double> weights, double[] ratios, (double Level, double Gap) found)
    {
        double stationarity = 0.0;
        double complementarity = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            double off = (ratios[i] / found.Level) - 1.0;
            bool canGrow = CanGrow(problem, weights, i);
            bool canShrink = CanShrink(problem, weights, i);
            stationarity = canGrow && canShrink ? Math.Max(stationarity, Math.Abs(off)) : stationarity;
            complementarity = canGrow && !canShrink ? Math.Max(complementarity, -off) : complementarity;
            complementarity = canShrink && !canGrow ? Math.Max(complementarity, off) : complementarity;
        }

        return new Residuals(stationarity, found.Gap, complementarity);
    }

    private static bool CanGrow(RiskBudgetProblem problem, ReadOnlySpan<double> weights, int i) =>
        problem.IsHeld(i) && weights[i] < problem.Bounds.Upper[i] - AtBound;

    private static bool CanShrink(RiskBudgetProblem problem, ReadOnlySpan<double> weights, int i) =>
        problem.IsHeld(i) && weights[i] > problem.Bounds.Lower[i] + AtBound;
}
