using Ballast.Core.Portfolios;
using Ballast.Core.Reports.Shadows;
using Ballast.Engine.Views;
using NodaTime.Text;

namespace Ballast.Server.Features.Performance;

/// <summary>A portfolio's value over time, beside what other rules would have made of it, and what its trades came
/// to.</summary>
public sealed record PerformanceReply
{
    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>Time-weighted, flow-neutral return since the first point, as a fraction; null before the second
    /// point.</summary>
    public required decimal? Return { get; init; }

    /// <summary>Largest fall from a peak, as a fraction at or below zero; null before the second point.</summary>
    public required decimal? MaxDrawdown { get; init; }

    /// <summary>The span that the books cover; null before the portfolio is bought.</summary>
    public required ComparisonSpan? Compared { get; init; }

    /// <summary>What the rules that were asked for would have made of the same money.</summary>
    public required IReadOnlyList<ShadowBookItem> Books { get; init; }

    /// <summary>Expected against realised price, by venue.</summary>
    public required IReadOnlyList<ExecutionItem> Execution { get; init; }

    /// <summary>Values, oldest first, thinned as they grow.</summary>
    public required IReadOnlyList<ValueItem> Items { get; init; }

    /// <summary>Shows a portfolio beside the books of these rules.</summary>
    public static PerformanceReply Of(PortfolioView view, IReadOnlyList<ShadowRule> rules)
    {
        GrowthOfOne growth = GrowthOfOne.Of(view.Performance);
        return new PerformanceReply
        {
            Portfolio = view.Id,
            Return = growth.Return,
            MaxDrawdown = growth.MaxDrawdown,
            Compared = ComparisonSpan.Of(view),
            Books = ShadowBookItem.Of(view, rules),
            Execution = [.. view.Execution.Select(ExecutionItem.Of)],
            Items = [.. view.Performance.Select(point => new ValueItem(
                InstantPattern.ExtendedIso.Format(point.At), point.At, point.Value, point.Flows))],
        };
    }
}
