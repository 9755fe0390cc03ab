using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>What weights a person allows, whatever the method. Compared by reference of its lists.</summary>
public sealed record AllocationLimits
{
    /// <summary>The methods' own defaults and nothing else.</summary>
    public static AllocationLimits Usual { get; } = new();

    /// <summary>For every asset that has no range of its own.</summary>
    public WeightRange EachAsset { get; init; } = WeightRange.Usual;

    /// <summary>Ranges of single assets.</summary>
    public ImmutableSortedDictionary<Asset, WeightRange> PerAsset { get; init; } =
        ImmutableSortedDictionary<Asset, WeightRange>.Empty;

    /// <summary>Limits on several assets together. Methods that solve no quadratic program refuse them.</summary>
    public ImmutableArray<AssetGroup> Groups { get; init; } = [];

    /// <summary>The range of one asset under a method, both sides given.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="method">Its default fills in what nobody gave.</param>
    public WeightRange RangeOf(Asset asset, AllocationMethod method) =>
        PerAsset.GetValueOrDefault(asset, WeightRange.Usual).Or(EachAsset).Or(AllocationDefaults.RangeFor(method));
}
