using Ballast.Engine;
using Ballast.Server.Features.Portfolios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

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
