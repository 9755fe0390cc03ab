using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>Least and most weight of each asset of a method, as fractions of the whole portfolio.</summary>
public sealed record BoundsPolicy
{
    /// <summary>Least weight of assets without bounds of their own.</summary>
    public Weight? Min { get; init; }

    /// <summary>Most weight of assets without bounds of their own.</summary>
    public Weight? Max { get; init; }

    /// <summary>Bounds of single assets; a side left out is as above.</summary>
    public ImmutableSortedDictionary<Asset, BoundsPolicy> PerAsset { get; init; } =
        ImmutableSortedDictionary<Asset, BoundsPolicy>.Empty;
}
