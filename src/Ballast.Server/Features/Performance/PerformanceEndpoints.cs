using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Ledger;
using Ballast.Server.Features.Portfolios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Server.Features.Performance;

/// <summary>Value over time.</summary>
internal static class PerformanceEndpoints
{
    /// <summary>Maps <c>/performance</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/performance", Read).WithName("readPerformance").WithTags("Performance")
            .WithSummary("Value over time and the flow-neutral return.");
        api.MapGet("/portfolios/{id}/performance", (PortfolioEngine engine, string id) => Read(engine, id))
            .WithName("readPortfolioPerformance").WithTags("Performance")
            .WithSummary("Value over time and the flow-neutral return.");
    }

    private static Results<Ok<PerformanceReply>, ProblemHttpResult> Read(PortfolioEngine engine, string? portfolio) =>
        PortfolioAddress.Find(engine, portfolio) switch
        {
            PortfolioLookup.Found found => TypedResults.Ok(PerformanceReply.Of(found.View.Id, found.View.Performance)),
            PortfolioLookup.Missing missing => missing.Problem,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

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

/// <summary>The value at one instant.</summary>
/// <param name="Id">The instant, as text.</param>
/// <param name="At">When.</param>
/// <param name="Value">V.</param>
/// <param name="Flows">Deposits less withdrawals since the point before.</param>
public sealed record ValueItem(string Id, Instant At, Money Value, Money Flows);
