namespace Ballast.Numerics.Measures;

/// <summary>Simple returns and their compounding. Fractions: 0.01 is one percent.</summary>
public static class Returns
{
    /// <summary>Simple returns between successive values: <c>r_t = V_t / V_(t-1) - 1</c>.</summary>
    /// <param name="values">Shape (T), T at least 1; above zero. A NaN makes the two returns beside it NaN; a zero
    /// makes the next one infinite or NaN.</param>
    /// <param name="returns">Shape (T - 1); written whole.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Simple(ReadOnlySpan<double> values, Span<double> returns)
    {
        if (returns.Length != values.Length - 1)
        {
            throw new ArgumentException($"{values.Length} values have {values.Length - 1} returns", nameof(returns));
        }

        for (int t = 1; t < values.Length; t++)
        {
            returns[t - 1] = (values[t] / values[t - 1]) - 1.0;
        }
    }

    /// <summary>
    /// Simple returns without what the owner put in or took out: <c>r_t = (V_t - F_t) / V_(t-1) - 1</c>, flows at the
    /// end of their period (Bacon 2008, time-weighted return).
    /// </summary>
    /// <param name="values">V, shape (T), T at least 1; above zero, flows in it. NaN propagates.</param>
    /// <param name="flows">F, shape (T); above zero came in. The first is not looked at.</param>
    /// <param name="returns">Shape (T - 1); written whole.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void FlowNeutral(ReadOnlySpan<double> values, ReadOnlySpan<double> flows, Span<double> returns)
    {
        if (flows.Length != values.Length || returns.Length != values.Length - 1)
        {
            throw new ArgumentException(
                $"{values.Length} values, {flows.Length} flows, {returns.Length} returns", nameof(returns));
        }

        for (int t = 1; t < values.Length; t++)
        {
            returns[t - 1] = ((values[t] - flows[t]) / values[t - 1]) - 1.0;
        }
    }

    /// <summary>The return of all periods together: <c>prod(1 + r_t) - 1</c> (the time-weighted return when flows are
    /// taken out of each period).</summary>
    /// <param name="returns">Shape (T); NaN propagates.</param>
    /// <returns>A scalar; 0 for no periods.</returns>
    public static double Total(ReadOnlySpan<double> returns)
    {
        double growth = 1.0;
        foreach (double r in returns)
        {
            growth *= 1.0 + r;
        }

        return growth - 1.0;
    }

    /// <summary>Compound return per year: <c>growth^(1 / years) - 1</c>.</summary>
    /// <param name="growth">End over start, zero or more; below zero gives NaN. NaN propagates.</param>
    /// <param name="years">Elapsed days / 365, above zero.</param>
    /// <returns>A scalar; NaN where no time has passed.</returns>
    public static double PerYear(double growth, double years) =>
        years > 0.0 ? Math.Pow(growth, 1.0 / years) - 1.0 : double.NaN;
}
