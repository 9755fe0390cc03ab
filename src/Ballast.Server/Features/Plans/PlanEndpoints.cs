using System.Diagnostics;
using Ballast.Core;
using Ballast.Core.Planning;
using Ballast.Engine;
using Ballast.Engine.Views;
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

        PortfolioView view = ((PortfolioLookup.Found)lookup).View;
        PlanAnswer answer = await engine.PlanAsync(view.Id, cancellation);
        return TypedResults.Ok(ReplyOf(view, answer) with { Hedges = [.. answer.Hedges.Select(HedgeItem.Of)] });
    }

    private static PlanReply ReplyOf(PortfolioView view, PlanAnswer answer) => answer switch
    {
        PlanAnswer.Planned planned =>
            new PlanReply(PlanReplyKind.Planned, PlanItem.Of(planned.Plan), planned.Decision, [])
            {
                Held = Held(view, planned.Plan),
            },
        PlanAnswer.Nothing nothing =>
            new PlanReply(PlanReplyKind.Nothing, null, nothing.Decision, nothing.Decision.Why),
        PlanAnswer.Refused refused => new PlanReply(PlanReplyKind.Refused, null, null, refused.Why),
        _ => throw new UnreachableException(),
    };

    private static IReadOnlyList<Reason> Held(PortfolioView view, Plan plan) =>
    [
        .. view.Health.Where(account => plan.Orders.Any(order => order.Account == account.Account))
            .Select(account => account.Held).OfType<Reason>(),
    ];
}
