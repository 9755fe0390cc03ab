namespace Ballast.Numerics.Measures;

/// <summary>How far returns scatter.</summary>
public static class Dispersion
{
    /// <summary>The arithmetic mean.</summary>
    /// <param name="x">Shape (T); NaN propagates.</param>
    /// <returns>A scalar; NaN when empty.</returns>
    public static double Mean(ReadOnlySpan<double> x)
    {
        double sum = 0.0;
        foreach (double value in x)
        {
            sum += value;
        }

        return sum / x.Length;
    }

    /// <summary>
    /// The sample standard deviation, divisor T - 1, by two passes (the mean first), which loses no digits to
    /// cancellation.
    /// </summary>
    /// <param name="x">Shape (T); NaN propagates.</param>
    /// <returns>A scalar, zero or more; NaN with fewer than two values.</returns>
    public static double StandardDeviation(ReadOnlySpan<double> x)
    {
        if (x.Length < 2)
        {
            return double.NaN;
        }

        double mean = Mean(x);
        double squares = 0.0;
        foreach (double value in x)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (x.Length - 1));
    }

    /// <summary>Volatility per year: the standard deviation times the square root of the periods in a year.</summary>
    /// <param name="returns">Shape (T); NaN propagates.</param>
    /// <param name="periodsPerYear">P above zero: 365 for daily, 8,760 for hourly returns.</param>
    /// <returns>A scalar, zero or more; NaN with fewer than two returns.</returns>
    public static double PerYear(ReadOnlySpan<double> returns, double periodsPerYear) =>
        StandardDeviation(returns) * Math.Sqrt(periodsPerYear);

    /// <summary>
    /// Downside deviation per period: <c>sqrt(sum(min(r_t - m, 0)^2) / T)</c>, divisor all T periods (Sortino and Price
    /// 1994; Bacon
    /// 2008, p. 96).
    /// </summary>
    /// <param name="returns">Shape (T); NaN propagates.</param>
    /// <param name="leastReturn">m: the least acceptable return per period.</param>
    /// <returns>A scalar, zero or more; NaN when empty.</returns>
    public static double Downside(ReadOnlySpan<double> returns, double leastReturn)
    {
        double squares = 0.0;
        foreach (double r in returns)
        {
            double shortfall = Math.Min(r - leastReturn, 0.0);
            squares += shortfall * shortfall;
        }

        return Math.Sqrt(squares / returns.Length);
    }
}
