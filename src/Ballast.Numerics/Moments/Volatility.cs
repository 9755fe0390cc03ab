using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Moments;

/// <summary>How much one price moves: realised volatility, the average true range, and where today stands among the
/// days before it.</summary>
public static class Volatility
{
    /// <summary>Realised volatility per year, about zero: <c>sqrt(P sum(r^2) / T)</c> (Andersen, Bollerslev, Diebold
    /// and Labys 2003). The version about the mean is <see cref="Measures.Dispersion.PerYear"/>.</summary>
    /// <param name="returns">Shape (T); NaN propagates.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    /// <returns>A scalar, zero or more; NaN when empty.</returns>
    public static double Realised(ReadOnlySpan<double> returns, double periodsPerYear) =>
        Math.Sqrt(periodsPerYear * Vectors.Dot(returns, returns) / returns.Length);

    /// <summary>Realised volatility per year of each window that ends at a return.</summary>
    /// <param name="returns">Shape (T); NaN makes every window that holds it NaN.</param>
    /// <param name="window">Returns in a window, one or more.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    /// <param name="into">Shape (T); written whole, NaN where the window is not full.</param>
    /// <exception cref="ArgumentException">The shapes do not fit or the window is below one.</exception>
    public static void Rolling(
        ReadOnlySpan<double> returns, int window, double periodsPerYear, Span<double> into)
    {
        Require(window >= 1 && into.Length == returns.Length, "one return or more in a window, one result a return");
        for (int t = 0; t < returns.Length; t++)
        {
            into[t] = t + 1 < window ? double.NaN : Realised(returns.Slice(t + 1 - window, window), periodsPerYear);
        }
    }

    /// <summary>The true range of each bar, <c>max(h, c_-1) - min(l, c_-1)</c>, the first bar's being its own range
    /// (Wilder 1978).</summary>
    /// <param name="high">Shape (T); NaN propagates.</param>
    /// <param name="low">Shape (T).</param>
    /// <param name="close">Shape (T).</param>
    /// <param name="into">Shape (T); written whole; in units of price.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void TrueRange(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, Span<double> into)
    {
        Require(
            high.Length == low.Length && low.Length == close.Length && close.Length == into.Length,
            "bars have a high, a low and a close each");
        for (int t = 0; t < high.Length; t++)
        {
            double before = t == 0 ? close[0] : close[t - 1];
            into[t] = t == 0 ? high[0] - low[0] : Math.Max(high[t], before) - Math.Min(low[t], before);
        }
    }

    /// <summary>The average true range: the plain mean of the first n true ranges, then
    /// <c>ATR_t = ((n - 1) ATR_(t-1) + TR_t) / n</c> (Wilder 1978).</summary>
    /// <param name="trueRange">Shape (T); from the first NaN on, every result is NaN.</param>
    /// <param name="periods">n, one or more; Wilder's own is 14.</param>
    /// <param name="into">Shape (T); written whole, NaN before n bars are there.</param>
    /// <exception cref="ArgumentException">The shapes do not fit or n is below one.</exception>
    public static void AverageTrueRange(ReadOnlySpan<double> trueRange, int periods, Span<double> into)
    {
        Require(periods >= 1 && into.Length == trueRange.Length, "one period or more, and as many results as bars");
        double average = 0.0;
        for (int t = 0; t < trueRange.Length; t++)
        {
            average = t < periods
                ? average + (trueRange[t] / periods)
                : average + ((trueRange[t] - average) / periods);
            into[t] = t + 1 < periods ? double.NaN : average;
        }
    }

    /// <summary>Where the last value stands among all of them: the share that is below it, ties counting half. 0.5 for
    /// the only one, close to 1 for the highest of many.</summary>
    /// <param name="values">Shape (T), the last one being judged; NaN is left out of the count.</param>
    /// <returns>0 to 1; NaN when empty or where the last value is NaN.</returns>
    public static double PercentileOfLast(ReadOnlySpan<double> values)
    {
        double last = values.IsEmpty ? double.NaN : values[^1];
        double below = 0.0;
        int count = 0;
        foreach (double value in values)
        {
            count += double.IsNaN(value) ? 0 : 1;
            below += value < last ? 1.0 : 0.0;
            below += value == last ? 0.5 : 0.0;
        }

        return double.IsNaN(last) ? double.NaN : below / count;
    }

    /// <summary>The correlation of two series in each window that ends at a period.</summary>
    /// <param name="x">Shape (T); NaN makes every window that holds it NaN.</param>
    /// <param name="y">Shape (T).</param>
    /// <param name="window">Periods in a window, two or more.</param>
    /// <param name="into">Shape (T); written whole, -1 to 1; NaN where the window is not full or one series does not
    /// move in it.</param>
    /// <exception cref="ArgumentException">The shapes do not fit or the window is below two.</exception>
    public static void RollingCorrelation(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, int window, Span<double> into)
    {
        Require(window >= 2 && x.Length == y.Length && y.Length == into.Length, "two series, a window of two or more");
        for (int t = 0; t < x.Length; t++)
        {
            int first = t + 1 - window;
            into[t] = first < 0 ? double.NaN : Correlation(x.Slice(first, window), y.Slice(first, window));
        }
    }

    /// <summary>The sample correlation of two series (Pearson), by two passes.</summary>
    /// <param name="x">Shape (T); NaN propagates.</param>
    /// <param name="y">Shape (T).</param>
    /// <returns>-1 to 1; NaN with fewer than two values or where one series does not move.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Require(x.Length == y.Length, "two series of the same length");
        double meanX = Vectors.Sum(x) / x.Length;
        double meanY = Vectors.Sum(y) / y.Length;
        double xx = 0.0;
        double yy = 0.0;
        double xy = 0.0;
        for (int t = 0; t < x.Length; t++)
        {
            xx += (x[t] - meanX) * (x[t] - meanX);
            yy += (y[t] - meanY) * (y[t] - meanY);
            xy += (x[t] - meanX) * (y[t] - meanY);
        }

        bool moves = xx > 0.0 && yy > 0.0;
        return moves ? Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1.0, 1.0) : double.NaN;
    }

    private static void Require(bool fits, string why)
    {
        if (!fits)
        {
            throw new ArgumentException(why);
        }
    }
}
