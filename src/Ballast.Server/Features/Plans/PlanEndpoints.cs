using System.Diagnostics;
using Ballast.Engine;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Plans;

/// <summary>Plans that are only shown: what would be done if someone asked now.</summary>
internal static class PlanEndpoints
{
    /// <summary>Maps <c>/plans</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/plans", (PortfolioEngine engine, PlanWish? wish, CancellationToken cancellation) =>
                MakeAsync(engine, wish?.Portfolio, cancellation))
            .WithName("makePlan").WithTags("Plans").WithSummary("Makes a plan; nothing is sent.")
            .TakesBody().Refuses(404).Writes();
        api.MapPost("/portfolios/{id}/plans", (PortfolioEngine engine, string id, CancellationToken cancellation) =>
                MakeAsync(engine, id, cancellation))
            .WithName("makePortfolioPlan").WithTags("Plans").WithSummary("Makes a plan; nothing is sent.")
            .Refuses(404).Writes();
    }

    private static async Task<Results<Ok<PlanReply>, ProblemHttpResult>> MakeAsync(
        PortfolioEngine engine, string? portfolio, CancellationToken cancellation)
    {
        PortfolioLookup lookup = PortfolioAddress.Find(engine, portfolio);
        if (lookup is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        return await engine.PlanAsync(((PortfolioLookup.Found)lookup).View.Id, cancellation) switch
        {
            PlanAnswer.Planned planned => TypedResults.Ok(
                new PlanReply(PlanReplyKind.Planned, PlanItem.Of(planned.Plan), planned.Decision, [])),
            PlanAnswer.Nothing nothing => TypedResults.Ok(
                new PlanReply(PlanReplyKind.Nothing, null, nothing.Decision, nothing.Decision.Why)),
            PlanAnswer.Refused refused => TypedResults.Ok(
                new PlanReply(PlanReplyKind.Refused, null, null, refused.Why)),
            _ => throw new UnreachableException(),
        };
    }
}
