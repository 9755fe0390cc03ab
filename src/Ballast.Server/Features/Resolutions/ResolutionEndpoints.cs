using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Resolutions;

/// <summary>Takes a person's word on what cannot be proven.</summary>
internal static class ResolutionEndpoints
{
    /// <summary>Maps <c>/resolutions</c>.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/resolutions", ResolveAsync).WithName("resolve").WithTags("Resolutions")
            .WithSummary("Says that a quarantined order is over, or what an unexplained change was.")
            .TakesBody().Refuses(404, 409).Writes();

    private static async Task<Results<Ok<PortfolioItem>, ProblemHttpResult>> ResolveAsync(
        PortfolioEngine engine, ResolutionWish wish, CancellationToken cancellation)
    {
        if (wish.Fault() is { } fault)
        {
            return Problem.BadRequest("resolution-incomplete", fault);
        }

        PortfolioLookup lookup = PortfolioAddress.Find(engine, wish.Portfolio);
        if (lookup is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        PortfolioId portfolio = ((PortfolioLookup.Found)lookup).View.Id;
        return await wish.ApplyAsync(engine, portfolio, wish.Actor ?? "api", cancellation) is ChangeOutcome.Refused no
            ? Problem.Conflict(no.Why)
            : TypedResults.Ok(PortfolioItem.Of(engine.Find(portfolio)!));
    }
}
