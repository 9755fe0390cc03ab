using Ballast.Core.Amounts;
using Ballast.Engine.Views;

namespace Ballast.Server.Features.Portfolios;

/// <summary>One managed asset against its target.</summary>
public sealed record DriftItem
{
    /// <summary>The asset, once more.</summary>
    public required string Id { get; init; }

    /// <summary>The asset.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Units held.</summary>
    public required Quantity Units { get; init; }

    /// <summary>Its price.</summary>
    public required Price Price { get; init; }

    /// <summary>Its value.</summary>
    public required Money Value { get; init; }

    /// <summary>w.</summary>
    public required Weight Weight { get; init; }

    /// <summary>t; null while a target that moves is not known.</summary>
    public required Weight? Target { get; init; }

    /// <summary>w - t; null while there is no t.</summary>
    public required Weight? Drift { get; init; }

    /// <summary>Half-width of its band; null where none is set, and while there is no t.</summary>
    public required Weight? Band { get; init; }

    /// <summary>Whether the drift is inside the band; null while there is no t.</summary>
    public required bool? IsInsideBand { get; init; }

    /// <summary>Shows a line.</summary>
    public static DriftItem Of(DriftLine line) => new()
    {
        Id = line.Asset.Symbol,
        Asset = line.Asset,
        Units = line.Units,
        Price = line.Price,
        Value = line.Value,
        Weight = line.Weight,
        Target = line.Target,
        Drift = line.Drift,
        Band = line.Band,
        IsInsideBand = line.Drift is { } drift
            ? line.Band is not { } band || Math.Abs(drift.Value) <= band.Value
            : null,
    };
}
