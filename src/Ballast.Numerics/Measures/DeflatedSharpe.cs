namespace Ballast.Numerics.Measures;

/// <summary>
/// How much of a Sharpe ratio is left once one admits how many settings were tried: the probability that the true ratio
/// is above zero, given that the best of many was picked (Bailey and Lopez de Prado 2014, "The Deflated Sharpe Ratio").
/// All ratios are per period and not per year.
/// </summary>
public static class DeflatedSharpe
{
    private const double EulerMascheroni = 0.57721566490153286;

    /// <summary>
    /// The best ratio that settings without any skill are expected to reach:
    /// <c>sqrt(variance) ((1 - g) Z(1 - 1/N) + g Z(1 - 1/(N e)))</c>, Z the normal quantile and g Euler's constant.
    /// </summary>
    /// <param name="variance">Variance of the ratios of the settings tried, zero or more.</param>
    /// <param name="trials">N: how many were tried, at least one.</param>
    /// <returns>Zero for a single trial.</returns>
    public static double ExpectedBest(double variance, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        return trials == 1
            ? 0.0
            : Math.Sqrt(variance) * (
                ((1.0 - EulerMascheroni) * NormalDistribution.Quantile(1.0 - (1.0 / trials)))
                + (EulerMascheroni * NormalDistribution.Quantile(1.0 - (1.0 / (trials * Math.E)))));
    }

    /// <summary>
    /// The probability that the true ratio is above a benchmark, with returns that are skewed and have fat tails:
    /// <c>Phi((s - b) sqrt(T - 1) / sqrt(1 - g3 s + (g4 - 1) s^2 / 4))</c> (the probabilistic Sharpe ratio).
    /// </summary>
    /// <param name="ratio">s: the ratio per period that was seen.</param>
    /// <param name="benchmark">b: the ratio per period to beat, <see cref="ExpectedBest"/> to deflate.</param>
    /// <param name="periods">T: how many returns, at least two.</param>
    /// <param name="shape">Skewness g3 and kurtosis g4 of the returns; 0 and 3 for normal ones.</param>
    /// <returns>From 0 to 1.</returns>
    public static double Probability(
        double ratio, double benchmark, int periods, (double Skewness, double Kurtosis) shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 2);
        double variance = 1.0 - (shape.Skewness * ratio) + ((shape.Kurtosis - 1.0) * ratio * ratio / 4.0);
        return NormalDistribution.Cumulative(
            (ratio - benchmark) * Math.Sqrt(periods - 1) / Math.Sqrt(Math.Max(variance, double.Epsilon)));
    }

    /// <summary>Skewness and kurtosis of returns, with divisor T in every moment.</summary>
    /// <param name="returns">Shape (T); NaN propagates.</param>
    /// <returns>Those of a normal distribution, 0 and 3, where returns do not scatter.</returns>
    public static (double Skewness, double Kurtosis) ShapeOf(ReadOnlySpan<double> returns)
    {
        double mean = Dispersion.Mean(returns);
        double second = 0.0, third = 0.0, fourth = 0.0;
        foreach (double r in returns)
        {
            double square = (r - mean) * (r - mean);
            second += square;
            third += square * (r - mean);
            fourth += square * square;
        }

        second /= returns.Length;
        return second <= 0.0
            ? (0.0, 3.0)
            : (third / returns.Length / Math.Pow(second, 1.5), fourth / returns.Length / (second * second));
    }
}
