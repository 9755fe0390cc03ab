using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
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

    /// <summary>The largest drift as a multiple of its band; null where no band is set, and while there is no
    /// target.</summary>
    public required decimal? WorstDriftOfBand { get; init; }

    /// <summary>Why there is nothing to aim at; null where there is a target.</summary>
    public required Reason? NoTarget { get; init; }

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
            .Where(line => line is { Band.Value: > 0m, Drift: not null })
            .Max(line => (decimal?)(Math.Abs(line.Drift!.Value.Value) / line.Band!.Value.Value)),
        NoTarget = view.Target is { IsKnown: false } none ? new Reason("no-target", TargetWords.Sentence(none)) : null,
        Items = [.. view.Drift.Select(DriftItem.Of)],
    };
}
