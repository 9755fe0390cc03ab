using System.Collections.Immutable;

namespace Ballast.Numerics.Measures;

/// <summary>
/// Which settings cannot be told from the best one: the model confidence set of Hansen, Lunde and Nason (2011) with
/// their maximum statistic. As long as the worst one left is worse than the average of those left beyond what resampled
/// periods explain, it is struck out. With many settings and few periods nearly all stay, and that is the answer.
/// </summary>
public static class ConfidenceSet
{
    /// <summary>Finds the set.</summary>
    /// <param name="gains">Shape (settings, T), row-major; greater is better: returns of windows, for example.</param>
    /// <param name="settings">How many rows, at least one.</param>
    /// <param name="draws">Blocks as long as gains depend on each other.</param>
    /// <param name="samples">How many samples, at least one.</param>
    /// <param name="size">The chance taken that the best is struck out, between 0 and 1; 0.05 or 0.1 is usual.</param>
    /// <returns>Positions of the settings that stay, ascending; never empty.</returns>
    /// <exception cref="ArgumentException">The gains are no whole number of rows, or not finite.</exception>
    public static ImmutableArray<int> Of(
        ReadOnlySpan<double> gains, int settings, BlockBootstrap draws, int samples, double size)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (settings < 1 || gains.Length == 0 || gains.Length % settings != 0)
        {
            throw new ArgumentException(
                $"{gains.Length} gains are no whole rows of {settings} settings", nameof(gains));
        }

        double[] means = Means(gains, settings);
        if (!Array.TrueForAll(means, double.IsFinite))
        {
            throw new ArgumentException("every gain must be a number", nameof(gains));
        }

        double[] resampled = Resampled(gains, settings, draws, samples);
        var left = Enumerable.Range(0, settings).ToList();
        while (left.Count > 1)
        {
            (int worst, double probability) = Worst(left, means, resampled);
            if (probability >= size)
            {
                break;
            }

            left.Remove(worst);
        }

        return [.. left];
    }

    private static double[] Means(ReadOnlySpan<double> gains, int settings)
    {
        int periods = gains.Length / settings;
        var means = new double[settings];
        for (int i = 0; i < settings; i++)
        {
            means[i] = Dispersion.Mean(gains.Slice(i * periods, periods));
        }

        return means;
    }

    // Every setting sees the same periods in a sample: only differences between settings count.
    private static double[] Resampled(ReadOnlySpan<double> gains, int settings, BlockBootstrap draws, int samples)
    {
        int periods = gains.Length / settings;
        var positions = new int[periods];
        var means = new double[samples * settings];
        for (int sample = 0; sample < samples; sample++)
        {
            draws.Draw(positions);
            for (int i = 0; i < settings; i++)
            {
                ReadOnlySpan<double> row = gains.Slice(i * periods, periods);
                double sum = 0.0;
                foreach (int at in positions)
                {
                    sum += row[at];
                }

                means[(sample * settings) + i] = sum / periods;
            }
        }

        return means;
    }

    private static (int Setting, double Probability) Worst(List<int> left, double[] means, double[] resampled)
    {
        int settings = means.Length;
        int samples = resampled.Length / settings;
        var averages = new double[samples];
        for (int b = 0; b < samples; b++)
        {
            averages[b] = left.Average(i => resampled[(b * settings) + i]);
        }

        double average = left.Average(i => means[i]);
        var largest = new double[samples];
        Array.Fill(largest, double.NegativeInfinity);
        int worst = left[0];
        double statistic = double.NegativeInfinity;
        foreach (int i in left)
        {
            // How far below the average of those left, in standard errors; zero over zero is no difference at all.
            double behind = average - means[i];
            double error = Math.Sqrt(Spread(i, behind, resampled, averages));
            double t = Scaled(behind, error);
            (worst, statistic) = t > statistic ? (i, t) : (worst, statistic);
            for (int b = 0; b < samples; b++)
            {
                double noise = averages[b] - resampled[(b * settings) + i] - behind;
                largest[b] = Math.Max(largest[b], Scaled(noise, error));
            }
        }

        return (worst, largest.Count(noise => noise >= statistic) / (double)samples);
    }

    private static double Spread(int setting, double behind, double[] resampled, double[] averages)
    {
        int settings = resampled.Length / averages.Length;
        double squares = 0.0;
        for (int b = 0; b < averages.Length; b++)
        {
            double noise = averages[b] - resampled[(b * settings) + setting] - behind;
            squares += noise * noise;
        }

        return squares / averages.Length;
    }

    // A difference that never varies is certain, however small, once it is more than rounding.
    private static double Scaled(double difference, double error) =>
        error > 1e-15 ? difference / error
        : Math.Abs(difference) <= 1e-15 ? 0.0
        : difference > 0.0 ? double.MaxValue : double.MinValue;
}
