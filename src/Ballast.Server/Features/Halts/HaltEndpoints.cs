using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Problems;
using Ballast.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Halts;

/// <summary>Stopping and allowing again, for one portfolio or for all.</summary>
internal static class HaltEndpoints
{
    /// <summary>Maps <c>/halt</c> and <c>/resume</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/halt", HaltAsync).WithName("halt").WithTags("Halts")
            .WithSummary("Nothing more is sent, resting orders are cancelled; for all portfolios or the one named.")
            .TakesBody().Refuses(404, 409).Writes();
        api.MapPost("/resume", ResumeAsync).WithName("resume").WithTags("Halts")
            .WithSummary("Allows sending again and closes a latched breaker.")
            .TakesBody().Refuses(404, 409).Writes();
    }

    private static async Task<Results<Ok<Listing<PortfolioItem>>, ProblemHttpResult>> HaltAsync(
        PortfolioEngine engine, HaltWish? wish, CancellationToken cancellation)
    {
        HaltWish asked = wish ?? new HaltWish();
        if (!PortfolioId.IsValid(asked.Portfolio ?? "all"))
        {
            return Problem.BadRequest("no-such-portfolio", $"'{asked.Portfolio}' is not a portfolio name");
        }

        ChangeOutcome outcome = await engine
            .HaltAsync(Named(asked), asked.Actor ?? "api", asked.Why("halt-asked"), cancellation);
        return Answer(engine, outcome);
    }

    private static async Task<Results<Ok<Listing<PortfolioItem>>, ProblemHttpResult>> ResumeAsync(
        PortfolioEngine engine, HaltWish? wish, CancellationToken cancellation)
    {
        HaltWish asked = wish ?? new HaltWish();
        if (!PortfolioId.IsValid(asked.Portfolio ?? "all"))
        {
            return Problem.BadRequest("no-such-portfolio", $"'{asked.Portfolio}' is not a portfolio name");
        }

        ChangeOutcome outcome = await engine
            .ResumeAsync(Named(asked), asked.Actor ?? "api", asked.Why("resume-asked"), cancellation);
        return Answer(engine, outcome);
    }

    private static PortfolioId? Named(HaltWish wish) => wish.Portfolio is { } name ? new PortfolioId(name) : null;

    private static Results<Ok<Listing<PortfolioItem>>, ProblemHttpResult> Answer(
        PortfolioEngine engine, ChangeOutcome outcome) =>
        outcome is ChangeOutcome.Refused refused
            ? refused.Why.Code == "no-such-portfolio"
                ? Problem.NotFound(refused.Why.Code, refused.Why.Sentence)
                : Problem.Conflict(refused.Why)
            : TypedResults.Ok(new Listing<PortfolioItem>([.. engine.View.Portfolios.Select(PortfolioItem.Of)]));
}
