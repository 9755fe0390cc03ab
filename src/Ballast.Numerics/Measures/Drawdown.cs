namespace Ballast.Numerics.Measures;

/// <summary>A fall from a peak. The default is "no fall".</summary>
/// <param name="Depth">Trough over peak less one: zero or negative.</param>
/// <param name="Peak">Index of the peak.</param>
/// <param name="Trough">Index of the lowest value after it.</param>
public readonly record struct Drawdown(double Depth, int Peak, int Trough)
{
    /// <summary>The deepest fall from an earlier highest value; of equally deep ones the first.</summary>
    /// <param name="values">Shape (T); above zero. A NaN is never a peak and never a trough: it is passed over.</param>
    /// <returns>The fall; depth 0 when empty or never falling.</returns>
    public static Drawdown Deepest(ReadOnlySpan<double> values)
    {
        var deepest = default(Drawdown);
        int peak = 0;
        for (int t = 0; t < values.Length; t++)
        {
            if (values[t] > values[peak] || double.IsNaN(values[peak]))
            {
                peak = t;
            }

            double depth = (values[t] / values[peak]) - 1.0;
            if (depth < deepest.Depth)
            {
                deepest = new Drawdown(depth, peak, t);
            }
        }

        return deepest;
    }

    /// <summary>Pain index: the mean size of the drawdown over all periods, no period at a peak left out (Becker 2006;
    /// Bacon 2008, p. 91).</summary>
    /// <param name="values">Shape (T), the start value first; above zero. NaN propagates.</param>
    /// <returns>A scalar, zero or more, the mean over the T - 1 periods; NaN with fewer than two values.</returns>
    public static double PainIndex(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        double peak = values[0];
        double sum = 0.0;
        foreach (double value in values[1..])
        {
            peak = Math.Max(peak, value);
            sum += 1.0 - (value / peak);
        }

        return sum / (values.Length - 1);
    }
}
