namespace Ballast.Numerics.Sweeps;

/// <summary>How wide the no-trade band is. The default has no band: nothing drifts out of it.</summary>
/// <param name="Kind">What the width is measured in.</param>
/// <param name="Width">Half-width, zero or more; a drift exactly as wide is inside.</param>
/// <param name="Floor">The least half-width in weight that a relative band may give; zero where there is none.</param>
public readonly record struct BandWidth(BandKind Kind, double Width, double Floor)
{
    /// <summary>The same number of points for every asset, the quote too.</summary>
    public static BandWidth Absolute(double width) => new(BandKind.Absolute, width, 0.0);

    /// <summary>A part of each target, but at least the floor; an asset without a target has the floor.</summary>
    public static BandWidth Relative(double width, double floor) => new(BandKind.Relative, width, floor);

    /// <summary>The half-width b of an asset with target t.</summary>
    public double Of(double target) => Kind switch
    {
        BandKind.None => double.PositiveInfinity,
        BandKind.Absolute => Width,
        BandKind.Relative => Math.Max(Width * target, Floor),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What a half-width is measured in.</summary>
public enum BandKind
{
    /// <summary>There is no band; only a schedule rebalances.</summary>
    None = 0,

    /// <summary>In weight: 0.05 is five points.</summary>
    Absolute = 1,

    /// <summary>In parts of the target: 0.2 of a target of 0.4 is eight points.</summary>
    Relative = 2,
}
