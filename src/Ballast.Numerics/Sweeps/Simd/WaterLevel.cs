namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>Lowers the highest of several levels to a common one until a given amount has run off.</summary>
internal sealed class WaterLevel
{
    private readonly double[] keys;
    private readonly double[] slopes;

    /// <summary>Scratch memory for so many levels.</summary>
    public WaterLevel(int count)
    {
        keys = new double[2 * count];
        slopes = new double[2 * count];
    }

    /// <summary>
    /// Lowers in place; each level stays at or above its bottom, levels are compared in units of their width, and those
    /// of width zero stay.
    /// </summary>
    /// <param name="levels">Where each stands.</param>
    /// <param name="bottoms">As low as each may go; one above its level means it stays.</param>
    /// <param name="widths">Width of each, zero or more.</param>
    /// <param name="amount">How much has to run off, above zero.</param>
    /// <returns>What could not run off, zero when all did.</returns>
    public double Lower(Span<double> levels, ReadOnlySpan<double> bottoms, ReadOnlySpan<double> widths, double amount)
    {
        int events = 0;
        double capacity = 0.0;
        for (int i = 0; i < levels.Length; i++)
        {
            if (widths[i] > 0.0 && levels[i] > bottoms[i])
            {
                capacity += levels[i] - bottoms[i];
                events = Insert(events, levels[i] / widths[i], widths[i]);
                events = Insert(events, bottoms[i] / widths[i], -widths[i]);
            }
        }

        double common = capacity <= amount ? double.NegativeInfinity : LevelFor(events, amount);
        for (int i = 0; i < levels.Length; i++)
        {
            if (widths[i] > 0.0 && levels[i] > bottoms[i])
            {
                levels[i] = Math.Max(Math.Min(levels[i], common * widths[i]), bottoms[i]);
            }
        }

        return Math.Max(amount - capacity, 0.0);
    }

    // Highest first; there are a few dozen at most.
    private int Insert(int events, double key, double slope)
    {
        int at = events;
        for (; at > 0 && keys[at - 1] < key; at--)
        {
            keys[at] = keys[at - 1];
            slopes[at] = slopes[at - 1];
        }

        keys[at] = key;
        slopes[at] = slope;
        return events + 1;
    }

    // From the top: between two events the surface that sinks has a constant width.
    private double LevelFor(int events, double amount)
    {
        double left = amount;
        double width = 0.0;
        double level = keys[0];
        for (int k = 0; k < events; k++)
        {
            double gone = width * (level - keys[k]);
            if (gone >= left && width > 0.0)
            {
                return level - (left / width);
            }

            left -= gone;
            level = keys[k];
            width += slopes[k];
        }

        return level;
    }
}
