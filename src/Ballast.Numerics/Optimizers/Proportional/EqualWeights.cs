namespace Ballast.Numerics.Optimizers.Proportional;

/// <summary>The same weight for every asset: what every other method has to beat (DeMiguel, Garlappi and Uppal
/// 2009).</summary>
public static class EqualWeights
{
    /// <summary>Shares a budget out evenly, as far as bounds allow.</summary>
    /// <param name="bounds">Least and most weight of each of the N assets.</param>
    /// <param name="budget">What all weights sum to, zero or more.</param>
    public static Allocation Of(Bounds bounds, double budget)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        double[] scores = new double[bounds.Count];
        Array.Fill(scores, 1.0);
        return ProportionalWeights.Of(scores, bounds, budget);
    }
}
