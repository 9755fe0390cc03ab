namespace Ballast.Numerics.Measures;

/// <summary>Two different distances from a benchmark, often mistaken for one another.</summary>
public static class Tracking
{
    /// <summary>Tracking error per year: <c>std(r_t - b_t) * sqrt(P)</c>, divisor T - 1.</summary>
    /// <param name="returns">r, shape (T); NaN propagates.</param>
    /// <param name="benchmark">b, shape (T); NaN propagates.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    /// <returns>A scalar, zero or more; NaN with fewer than two periods.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Error(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark, double periodsPerYear)
    {
        if (returns.Length != benchmark.Length)
        {
            throw new ArgumentException(
                $"{returns.Length} returns, {benchmark.Length} of the benchmark", nameof(benchmark));
        }

        var active = new double[returns.Length];
        for (int t = 0; t < active.Length; t++)
        {
            active[t] = returns[t] - benchmark[t];
        }

        return Dispersion.PerYear(active, periodsPerYear);
    }

    /// <summary>
    /// Weight deviation of one instant: the root of the mean square of <c>w - t</c>. Averaged over periods it says how
    /// far a portfolio
    /// strays from its targets; it is no tracking error and is never annualised.
    /// </summary>
    /// <param name="weights">w, shape (n); NaN propagates.</param>
    /// <param name="targets">t, shape (n).</param>
    /// <returns>A scalar, zero or more; NaN when empty.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double WeightDeviation(ReadOnlySpan<double> weights, ReadOnlySpan<double> targets)
    {
        if (weights.Length != targets.Length)
        {
            throw new ArgumentException($"{weights.Length} weights, {targets.Length} targets", nameof(targets));
        }

        double squares = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            squares += (weights[i] - targets[i]) * (weights[i] - targets[i]);
        }

        return Math.Sqrt(squares / weights.Length);
    }
}
