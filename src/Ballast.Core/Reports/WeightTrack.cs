using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Reports;

/// <summary>
/// The weights of a run's bars as fractions, each seen at the bar's close before anything is decided or traded there;
/// the first bar's after the first purchase. What has no bar counts at its last price.
/// </summary>
public sealed record WeightTrack
{
    /// <summary>Managed assets in ordinal order, the quote currency among them.</summary>
    public required ImmutableArray<Asset> Assets { get; init; }

    /// <summary>
    /// The policy's own targets and bands, also while a trigger has put others in their place; one step where they
    /// stay, and where a target moves one more each time it was worked out. The first begins at bar 0. A band that
    /// follows volatility counts with its base.
    /// </summary>
    public required ImmutableArray<TargetStep> Steps { get; init; }

    /// <summary>Shape (bars, assets), row-major.</summary>
    public required ImmutableArray<double> Weights { get; init; }

    /// <summary>The weight of one asset at one bar.</summary>
    /// <param name="bar">From 0.</param>
    /// <param name="asset">Index into <see cref="Assets"/>.</param>
    public double At(int bar, int asset) => Weights[(bar * Assets.Length) + asset];

    /// <summary>The targets and bands that a bar is measured against.</summary>
    /// <param name="bar">From 0.</param>
    public TargetStep StepAt(int bar)
    {
        (int low, int high) = (0, Steps.Length - 1);
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = Steps[middle].FirstBar <= bar ? (middle, high) : (low, middle - 1);
        }

        return Steps[low];
    }

    /// <summary>The largest size of a drift at one bar.</summary>
    /// <param name="bar">From 0.</param>
    public double LargestDriftAt(int bar)
    {
        ImmutableArray<double> targets = StepAt(bar).Targets;
        double largest = 0.0;
        for (int asset = 0; asset < Assets.Length; asset++)
        {
            largest = Math.Max(largest, Math.Abs(At(bar, asset) - targets[asset]));
        }

        return largest;
    }
}
