using Ballast.Core.Amounts;

namespace Ballast.Engine.Views;

/// <summary>One managed asset against its target.</summary>
public sealed record DriftLine
{
    /// <summary>The asset.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Units held, equivalents included at their own prices in <see cref="Value"/> only.</summary>
    public required Quantity Units { get; init; }

    /// <summary>Its price.</summary>
    public required Price Price { get; init; }

    /// <summary>Its value.</summary>
    public required Money Value { get; init; }

    /// <summary>w.</summary>
    public required Weight Weight { get; init; }

    /// <summary>t; <see langword="null"/> while a target that moves is not known.</summary>
    public required Weight? Target { get; init; }

    /// <summary>w - t; <see langword="null"/> while there is no t.</summary>
    public required Weight? Drift { get; init; }

    /// <summary>b; <see langword="null"/> where no band governs it, and while there is no t.</summary>
    public required Weight? Band { get; init; }
}
