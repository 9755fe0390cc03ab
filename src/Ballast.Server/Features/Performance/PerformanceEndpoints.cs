using Ballast.Core.Reports.Shadows;
using Ballast.Engine;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Performance;

/// <summary>Value over time, beside what other rules would have made of it.</summary>
internal static class PerformanceEndpoints
{
    private const string Summary =
        "Value over time, the flow-neutral return, shadow books and expected against realised price.";

    private static readonly string Description =
        $"'books' names the shadow books to show, separated by commas, or 'all': {BooksAsked.Names}. Default hold.";

    /// <summary>Maps <c>/performance</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/performance", Read).WithName("readPerformance").WithTags("Performance")
            .WithSummary(Summary).WithDescription(Description).Refuses(400, 404);
        api.MapGet(
                "/portfolios/{id}/performance",
                (PortfolioEngine engine, string id, string? books) => Read(engine, id, books))
            .WithName("readPortfolioPerformance").WithTags("Performance")
            .WithSummary(Summary).WithDescription(Description).Refuses(400, 404);
    }

    private static Results<Ok<PerformanceReply>, ProblemHttpResult> Read(
        PortfolioEngine engine, string? portfolio, string? books) => BooksAsked.Read(books) switch
        {
            BooksAsked.Known known => Beside(engine, portfolio, known.Rules),
            BooksAsked.Unknown unknown => Problem.BadRequest("book-unknown", unknown.Cause),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Results<Ok<PerformanceReply>, ProblemHttpResult> Beside(
        PortfolioEngine engine, string? portfolio, IReadOnlyList<ShadowRule> rules) =>
        PortfolioAddress.Find(engine, portfolio) switch
        {
            PortfolioLookup.Found found => TypedResults.Ok(PerformanceReply.Of(found.View, rules)),
            PortfolioLookup.Missing missing => missing.Problem,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
