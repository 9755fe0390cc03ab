using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Server.Features.Portfolios;

/// <summary>A portfolio at its last complete and fresh reading, with drift and bands.</summary>
public sealed record SnapshotItem
{
    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>When it was read.</summary>
    public required Instant At { get; init; }

    /// <summary>Currency of all values.</summary>
    public required Asset Quote { get; init; }

    /// <summary>V.</summary>
    public required Money Value { get; init; }

    /// <summary>The largest drift as a multiple of its band; null where no band is set.</summary>
    public required decimal? WorstDriftOfBand { get; init; }

    /// <summary>One line per managed asset.</summary>
    public required IReadOnlyList<DriftItem> Items { get; init; }

    /// <summary>Shows a snapshot.</summary>
    public static SnapshotItem Of(PortfolioView view, Snapshot snapshot) => new()
    {
        Portfolio = view.Id,
        At = snapshot.At,
        Quote = snapshot.Quote,
        Value = snapshot.Value,
        WorstDriftOfBand = view.Drift
            .Where(line => line.Band is { Value: > 0m })
            .Max(line => (decimal?)(Math.Abs(line.Drift.Value) / line.Band!.Value.Value)),
        Items = [.. view.Drift.Select(DriftItem.Of)],
    };
}

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

    /// <summary>t.</summary>
    public required Weight Target { get; init; }

    /// <summary>w - t.</summary>
    public required Weight Drift { get; init; }

    /// <summary>Half-width of its band; null where none is set.</summary>
    public required Weight? Band { get; init; }

    /// <summary>Whether the drift is inside the band.</summary>
    public required bool IsInsideBand { get; init; }

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
        IsInsideBand = line.Band is not { } band || Math.Abs(line.Drift.Value) <= band.Value,
    };
}
