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
