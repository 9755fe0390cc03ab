using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>Half-widths of the no-trade bands and where a breach is taken back to.</summary>
public sealed record BandPolicy
{
    /// <summary>Fraction of the target.</summary>
    public decimal? Relative { get; init; }

    /// <summary>
    /// Smallest half-width that <see cref="Relative"/> may give; also the half-width where the target is zero.
    /// </summary>
    public Weight? Floor { get; init; }

    /// <summary>Half-width in weight; with <see cref="Relative"/> too, the smaller of both holds.</summary>
    public Weight? Absolute { get; init; }

    /// <summary>Half-widths of single assets; these win.</summary>
    public ImmutableSortedDictionary<Asset, Weight> PerAsset { get; init; } =
        ImmutableSortedDictionary<Asset, Weight>.Empty;

    /// <summary>Where drifts are taken back to. Default target.</summary>
    public Destination Destination { get; init; } = Destination.Target;
}

/// <summary>Where a rebalance takes drifts to, as a multiple k of the band's half-width.</summary>
public enum Destination
{
    /// <summary>k = 0: exactly on target.</summary>
    Target = 0,

    /// <summary>k = 1/2: half-way into the band.</summary>
    Half = 1,

    /// <summary>k = 1: just inside the band.</summary>
    Edge = 2,
}
