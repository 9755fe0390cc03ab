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

    /// <summary>The policy's own target of each asset, also while a trigger has put others in their place.</summary>
    public required ImmutableArray<double> Targets { get; init; }

    /// <summary>
    /// Half-width of each asset's band as far as the policy alone gives it (one that follows volatility counts with
    /// its base); zero where there is none.
    /// </summary>
    public required ImmutableArray<double> Bands { get; init; }

    /// <summary>Shape (bars, assets), row-major.</summary>
    public required ImmutableArray<double> Weights { get; init; }

    /// <summary>The weight of one asset at one bar.</summary>
    /// <param name="bar">From 0.</param>
    /// <param name="asset">Index into <see cref="Assets"/>.</param>
    public double At(int bar, int asset) => Weights[(bar * Assets.Length) + asset];

    /// <summary>The largest size of a drift at one bar.</summary>
    /// <param name="bar">From 0.</param>
    public double LargestDriftAt(int bar)
    {
        double largest = 0.0;
        for (int asset = 0; asset < Assets.Length; asset++)
        {
            largest = Math.Max(largest, Math.Abs(At(bar, asset) - Targets[asset]));
        }

        return largest;
    }
}
