namespace Ballast.Numerics.Measures;

/// <summary>
/// Resamples a series in blocks that run around its end, so that what follows what is kept: blocks of random length
/// (stationary, Politis and Romano 1994) or of one length (circular, Politis and Romano 1992).
/// </summary>
public sealed class BlockBootstrap
{
    private readonly Random random;
    private readonly double blockLength;
    private readonly BlockKind kind;

    /// <summary>Draws from a seed.</summary>
    /// <param name="kind">How long blocks are.</param>
    /// <param name="blockLength">Mean length of a block in periods, at least one; one forgets all order.</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    public BlockBootstrap(BlockKind kind, double blockLength, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockLength, 1.0);
        this.kind = kind;
        this.blockLength = blockLength;
        random = new Random(seed);
    }

    /// <summary>Draws the positions of one sample.</summary>
    /// <param name="positions">Shape (T), written whole with numbers from 0 to T - 1.</param>
    public void Draw(Span<int> positions)
    {
        int left = 0;
        int at = 0;
        for (int t = 0; t < positions.Length; t++)
        {
            bool starts = kind == BlockKind.Stationary ? random.NextDouble() < 1.0 / blockLength : left == 0;
            if (t == 0 || starts)
            {
                at = random.Next(positions.Length);
                left = (int)Math.Round(blockLength);
            }

            positions[t] = at;
            at = at + 1 == positions.Length ? 0 : at + 1;
            left--;
        }
    }

    /// <summary>A percentile interval of a statistic of a series.</summary>
    /// <param name="series">Shape (T), at least one value.</param>
    /// <param name="statistic">For example a mean or a Sharpe ratio; samples for which it is NaN sort lowest.</param>
    /// <param name="samples">How many samples, at least one; a thousand is usual.</param>
    /// <param name="level">What the interval shall hold, between 0 and 1.</param>
    /// <returns>Its two ends.</returns>
    public (double Low, double High) Interval(
        ReadOnlySpan<double> series, Func<double[], double> statistic, int samples, double level)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var found = new double[samples];
        var positions = new int[series.Length];
        var drawn = new double[series.Length];
        for (int sample = 0; sample < samples; sample++)
        {
            Draw(positions);
            for (int t = 0; t < drawn.Length; t++)
            {
                drawn[t] = series[positions[t]];
            }

            found[sample] = statistic(drawn);
        }

        Array.Sort(found);
        return (QuantileOf(found, (1.0 - level) / 2.0), QuantileOf(found, (1.0 + level) / 2.0));
    }

    /// <summary>
    /// A quantile, linear between neighbours: the one that spreadsheets and NumPy call the usual one (Hyndman and Fan
    /// 1996, type 7).
    /// </summary>
    /// <param name="sorted">Shape (T), rising, at least one value; NaN sorts lowest.</param>
    /// <param name="part">From 0, the lowest value, to 1, the highest.</param>
    public static double QuantileOf(ReadOnlySpan<double> sorted, double part)
    {
        double at = part * (sorted.Length - 1);
        int below = Math.Clamp((int)Math.Floor(at), 0, sorted.Length - 1);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}

/// <summary>How long the blocks of a bootstrap are.</summary>
public enum BlockKind
{
    /// <summary>Of random, geometric length.</summary>
    Stationary = 0,

    /// <summary>All of one length.</summary>
    Circular = 1,
}
