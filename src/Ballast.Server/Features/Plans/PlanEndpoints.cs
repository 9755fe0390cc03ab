using System.Diagnostics;
using Ballast.Core;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Server.Features.Portfolios;
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
            .WithName("makePlan").WithTags("Plans").WithSummary("Makes a plan; nothing is sent.");
        api.MapPost("/portfolios/{id}/plans", (PortfolioEngine engine, string id, CancellationToken cancellation) =>
                MakeAsync(engine, id, cancellation))
            .WithName("makePortfolioPlan").WithTags("Plans").WithSummary("Makes a plan; nothing is sent.");
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

/// <summary>For which portfolio a plan is wanted.</summary>
/// <param name="Portfolio">Its name; may be left out where there is only one.</param>
public sealed record PlanWish(string? Portfolio);

/// <summary>The answer to a wish for a plan.</summary>
/// <param name="Outcome">Whether there is one.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Decision">What was decided, with every trigger's answer.</param>
/// <param name="Why">Why there is no plan; empty where there is one.</param>
public sealed record PlanReply(
    PlanReplyKind Outcome, PlanItem? Plan, DecisionDigest? Decision, IReadOnlyList<Reason> Why);

/// <summary>Whether there is a plan.</summary>
public enum PlanReplyKind
{
    /// <summary>There is; it may be started until it expires.</summary>
    Planned = 0,

    /// <summary>Nothing needs to be traded, or nothing can be.</summary>
    Nothing = 1,

    /// <summary>A guard forbids it.</summary>
    Refused = 2,
}
