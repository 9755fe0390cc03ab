using System.Collections.Immutable;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>One efficient portfolio: none has more return at its variance. Compared by reference of its list.</summary>
/// <param name="Weights">Shape (N), fractions.</param>
/// <param name="Mean">Expected return <c>m'w</c>, in the problem's periods.</param>
/// <param name="Variance"><c>w'Vw</c>, zero or more.</param>
/// <param name="RiskTolerance">lambda in <c>max lambda m'w - w'Vw / 2</c>, for which it is the best; at a turning point
/// the least of them. Zero at the least variance.</param>
public sealed record FrontierPoint(
    ImmutableArray<double> Weights, double Mean, double Variance, double RiskTolerance)
{
    /// <summary>The standard deviation, zero or more.</summary>
    public double Volatility => Math.Sqrt(Variance);

    /// <summary>Return above the risk-free rate per unit of volatility (Sharpe 1994).</summary>
    /// <param name="riskFree">The rate, in the problem's periods.</param>
    /// <returns>A scalar; infinite or NaN without volatility.</returns>
    public double Sharpe(double riskFree) => (Mean - riskFree) / Volatility;
}
