namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>Lowers the highest of several levels to a common one until a given amount has run off.</summary>
internal static class WaterLevel
{
    private const int MostSteps = 100;
    private const double Noise = 4e-16;

    /// <summary>
    /// Lowers in place; each level stays at or above its bottom, levels are compared in units of their width, and those
    /// of width zero stay. What runs off falls with the common level, piece by piece in a straight line: Newton steps
    /// within a bracket land on the right piece and are exact there.
    /// </summary>
    /// <param name="levels">Where each stands.</param>
    /// <param name="bottoms">As low as each may go; one above its level means it stays.</param>
    /// <param name="widths">Width of each, zero or more.</param>
    /// <param name="amount">How much has to run off, above zero.</param>
    /// <returns>What could not run off, zero when all did.</returns>
    public static double Lower(
        Span<double> levels, ReadOnlySpan<double> bottoms, ReadOnlySpan<double> widths, double amount)
    {
        double capacity = 0.0, low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < levels.Length; i++)
        {
            if (widths[i] > 0.0 && levels[i] > bottoms[i])
            {
                capacity += levels[i] - bottoms[i];
                low = double.MinNative(low, bottoms[i] / widths[i]);
                high = double.MaxNative(high, levels[i] / widths[i]);
            }
        }

        double common = capacity <= amount
            ? double.NegativeInfinity
            : Common(levels, bottoms, widths, (amount, capacity, low, high));
        for (int i = 0; i < levels.Length; i++)
        {
            if (widths[i] > 0.0 && levels[i] > bottoms[i])
            {
                levels[i] = double.MaxNative(double.MinNative(levels[i], common * widths[i]), bottoms[i]);
            }
        }

        return double.MaxNative(amount - capacity, 0.0);
    }

    private static double Common(
        ReadOnlySpan<double> levels,
        ReadOnlySpan<double> bottoms,
        ReadOnlySpan<double> widths,
        (double Amount, double Capacity, double Low, double High) given)
    {
        (double amount, double capacity, double low, double high) = given;
        double level = high;
        for (int step = 0; step < MostSteps; step++)
        {
            (double gone, double width) = Gone(levels, bottoms, widths, level);
            if (Math.Abs(gone - amount) <= Noise * capacity)
            {
                return level;
            }

            (low, high) = gone < amount ? (low, level) : (level, high);
            double next = width > 0.0 ? level + ((gone - amount) / width) : double.NaN;

            // On the edge of the bracket a step leads back where one came from, or there is no slope at all.
            next = next > low && next < high ? next : low + ((high - low) / 2.0);
            if (next == level)
            {
                return level;
            }

            level = next;
        }

        return level;
    }

    private static (double Gone, double Width) Gone(
        ReadOnlySpan<double> levels, ReadOnlySpan<double> bottoms, ReadOnlySpan<double> widths, double level)
    {
        double gone = 0.0, width = 0.0;
        for (int i = 0; i < levels.Length; i++)
        {
            double most = levels[i] - bottoms[i];
            double fall = levels[i] - (level * widths[i]);
            bool moves = widths[i] > 0.0 && most > 0.0 && fall > 0.0;
            gone += moves ? double.MinNative(fall, most) : 0.0;
            width += moves && fall < most ? widths[i] : 0.0;
        }

        return (gone, width);
    }
}
