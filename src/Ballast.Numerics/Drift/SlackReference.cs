namespace Ballast.Numerics.Drift;

/// <summary>
/// Prices that slacks were read at, and the horizon: whose slack was not below it is inside its band as long as prices
/// have parted by less. If each price has moved by a factor, the odds <c>w / (1 - w)</c> of a weight have moved by no
/// more than the largest factor over the least: the rest of the portfolio moved by a mean of the others.
/// </summary>
internal sealed class SlackReference(int assets)
{
    private readonly double[] prices = new double[assets];

    /// <summary>p.</summary>
    public ReadOnlySpan<double> Prices => prices;

    /// <summary>Zero where nothing was read yet.</summary>
    public double Horizon { get; private set; }

    /// <summary>Takes over prices and a horizon.</summary>
    public void Take(ReadOnlySpan<double> now, double horizon)
    {
        now.CopyTo(prices);
        Horizon = horizon;
    }

    /// <summary>What was read says nothing any more.</summary>
    public void Break() => Horizon = 0.0;

    /// <summary>How far prices have parted, as a part of the horizon; from one on, slacks say nothing.</summary>
    public double Wear(ReadOnlySpan<double> now)
    {
        if (Horizon <= 0.0)
        {
            return double.PositiveInfinity;
        }

        double least = double.PositiveInfinity;
        double most = 0.0;
        for (int i = 0; i < prices.Length; i++)
        {
            double factor = now[i] / prices[i];
            least = double.MinNative(least, factor);
            most = double.MaxNative(most, factor);
        }

        // With room for rounding.
        return ((most / least * (1.0 + SlackReading.Rounding)) - 1.0) / Horizon;
    }
}
