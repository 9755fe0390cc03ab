using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;
using NodaTime.Text;

namespace Ballast.Server.Features.Performance;

/// <summary>A portfolio's value over time.</summary>
public sealed record PerformanceReply
{
    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>Time-weighted, flow-neutral return since the first point, as a fraction; null before the second
    /// point.</summary>
    public required decimal? Return { get; init; }

    /// <summary>Largest fall from a peak, as a fraction at or below zero; null before the second point.</summary>
    public required decimal? MaxDrawdown { get; init; }

    /// <summary>Values, oldest first, thinned as they grow.</summary>
    public required IReadOnlyList<ValueItem> Items { get; init; }

    /// <summary>Shows a series of values.</summary>
    public static PerformanceReply Of(PortfolioId portfolio, IReadOnlyList<ValuePoint> points)
    {
        GrowthOfOne growth = GrowthOfOne.Of(points);
        return new PerformanceReply
        {
            Portfolio = portfolio,
            Return = growth.Return,
            MaxDrawdown = growth.MaxDrawdown,
            Items = [.. points.Select(point => new ValueItem(
                InstantPattern.ExtendedIso.Format(point.At), point.At, point.Value, point.Flows))],
        };
    }
}
