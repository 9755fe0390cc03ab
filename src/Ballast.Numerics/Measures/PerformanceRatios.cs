namespace Ballast.Numerics.Measures;

/// <summary>Return per unit of risk. All are per year and know nothing of money.</summary>
public static class PerformanceRatios
{
    /// <summary>Sharpe ratio: <c>mean(r_t - f) / std(r) * sqrt(P)</c> (Sharpe 1994, with a constant riskless return per
    /// period).</summary>
    /// <param name="returns">Shape (T); NaN propagates.</param>
    /// <param name="riskless">f: riskless return per period, 0 where cash earns nothing.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    /// <returns>A scalar; NaN with fewer than two returns, infinite or NaN where the returns do not scatter.</returns>
    public static double Sharpe(ReadOnlySpan<double> returns, double riskless, double periodsPerYear) =>
        (Dispersion.Mean(returns) - riskless) / Dispersion.StandardDeviation(returns) * Math.Sqrt(periodsPerYear);

    /// <summary>Sortino ratio: <c>mean(r_t - m) / downside(m) * sqrt(P)</c> (Sortino and Price 1994).</summary>
    /// <param name="returns">Shape (T); NaN propagates.</param>
    /// <param name="leastReturn">m: the least acceptable return per period.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    /// <returns>A scalar; NaN when empty, infinite where no return lies below m.</returns>
    public static double Sortino(ReadOnlySpan<double> returns, double leastReturn, double periodsPerYear) =>
        (Dispersion.Mean(returns) - leastReturn) / Dispersion.Downside(returns, leastReturn)
            * Math.Sqrt(periodsPerYear);

    /// <summary>Calmar ratio: compound return per year over the size of the deepest drawdown (Young 1991, here over the
    /// whole span).</summary>
    /// <param name="perYear">Compound return per year; NaN propagates.</param>
    /// <param name="worstDrawdown">The deepest drawdown, zero or negative.</param>
    /// <returns>A scalar; infinite or NaN where there was no drawdown.</returns>
    public static double Calmar(double perYear, double worstDrawdown) => perYear / Math.Abs(worstDrawdown);
}
