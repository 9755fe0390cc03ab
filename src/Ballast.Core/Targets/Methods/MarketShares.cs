using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>The market portfolio as far as somebody said what it is.</summary>
internal static class MarketShares
{
    /// <summary>Shares that sum to one: by value, or equal where no value is given or all are zero.</summary>
    public static double[] Of(ImmutableArray<Asset> assets, ImmutableSortedDictionary<Asset, double> values)
    {
        double[] shares = [.. assets.Select(asset => values.GetValueOrDefault(asset))];
        double sum = shares.Sum();
        return [.. shares.Select(share => sum > 0.0 ? share / sum : 1.0 / shares.Length)];
    }
}
