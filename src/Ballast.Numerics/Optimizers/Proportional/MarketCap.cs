namespace Ballast.Numerics.Optimizers.Proportional;

/// <summary>Weights in proportion to market value, no asset above a cap; what the cap takes goes to all others in
/// proportion, again under the cap.</summary>
public static class MarketCap
{
    /// <summary>Shares a budget out by market value, as far as bounds allow.</summary>
    /// <param name="values">Shape (N), market values in one currency, zero or more.</param>
    /// <param name="bounds">Least and most weight of each asset; the upper ones are the caps.</param>
    /// <param name="budget">What all weights sum to, zero or more.</param>
    public static Allocation Of(ReadOnlySpan<double> values, Bounds bounds, double budget) =>
        ProportionalWeights.Of(values, bounds, budget);
}
