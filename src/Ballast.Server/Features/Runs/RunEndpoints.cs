using System.Diagnostics;
using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Features.Plans;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Problems;
using Ballast.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Runs;

/// <summary>Carrying out plans, once each, and reading what became of them.</summary>
internal static class RunEndpoints
{
    private const int LongestKey = 128;
    private const int LargestPage = 100;

    /// <summary>Maps <c>/runs</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/runs", StartAsync).WithName("startRun").WithTags("Runs")
            .WithSummary("Carries out a plan by its id and hash; the Idempotency-Key makes repeating it harmless.")
            .TakesBody().Refuses(404, 409, 422).Writes();
        api.MapGet("/runs", List).WithName("listRuns").WithTags("Runs").WithSummary("The last runs, newest first.")
            .Refuses(400);
        api.MapGet("/portfolios/{id}/runs", (PortfolioEngine engine, string id, string? cursor, int? limit) =>
                List(engine, id, cursor, limit))
            .WithName("listPortfolioRuns").WithTags("Runs").WithSummary("The last runs of a portfolio, newest first.")
            .Refuses(400);
        api.MapGet("/runs/{id}", Read).WithName("readRun").WithTags("Runs")
            .WithSummary("One run with every order, fill, refusal and reason.").Refuses(404);
    }

    private static async Task<Results<Accepted<RunItem>, Ok<RunItem>, ProblemHttpResult>> StartAsync(
        PortfolioEngine engine,
        RunWish wish,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey)
        {
            return Problem.BadRequest(
                "idempotency-key-needed", $"send an Idempotency-Key header of 1 to {LongestKey} characters");
        }

        PortfolioLookup lookup = PortfolioAddress.Find(engine, wish.Portfolio);
        if (lookup is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        if (wish.PlanId != PlanItem.IdOf(wish.PlanHash))
        {
            return Problem.Conflict("plan-mismatch", "planId and planHash are not of the same plan");
        }

        RunRequest request = new()
        {
            Portfolio = ((PortfolioLookup.Found)lookup).View.Id,
            PlanHash = wish.PlanHash,
            IdempotencyKey = key,
            Actor = wish.Actor ?? "api",
        };
        return await engine.StartRunAsync(request, cancellation) switch
        {
            RunAnswer.Started started => Begun(engine, started.Run.Value),
            RunAnswer.AlreadyStarted before => TypedResults.Ok(Find(engine, before.Run.Value)),
            RunAnswer.Refused { Why.Code: "key-used" } reused =>
                Problem.Unprocessable(reused.Why.Code, reused.Why.Sentence),
            RunAnswer.Refused refused => Problem.Conflict(refused.Why),
            _ => throw new UnreachableException(),
        };
    }

    private static Accepted<RunItem> Begun(PortfolioEngine engine, string id) =>
        TypedResults.Accepted($"/api/v1/runs/{id}", Find(engine, id));

    private static Results<Ok<Listing<RunItem>>, ProblemHttpResult> List(
        PortfolioEngine engine, string? portfolio, string? cursor, int? limit)
    {
        int size = limit ?? 20;
        if (size is < 1 or > LargestPage)
        {
            return Problem.BadRequest("limit-out-of-range", $"limit is 1 to {LargestPage}");
        }

        List<RunItem> runs = [.. All(engine)
            .Where(run => portfolio is null || run.Portfolio.Value == portfolio)
            .OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id, StringComparer.Ordinal)];
        int start = cursor is null ? 0 : runs.FindIndex(run => run.Id == cursor) + 1;
        if (cursor is not null && start == 0)
        {
            return Problem.BadRequest("cursor-unknown", "pass the 'next' of the page before, or leave cursor out");
        }

        List<RunItem> page = [.. runs.Skip(start).Take(size)];
        return TypedResults.Ok(new Listing<RunItem>(page, start + page.Count < runs.Count ? page[^1].Id : null));
    }

    private static Results<Ok<RunItem>, ProblemHttpResult> Read(PortfolioEngine engine, string id) =>
        All(engine).FirstOrDefault(run => run.Id == id) is { } found
            ? TypedResults.Ok(found)
            : Problem.NotFound("no-such-run", $"no run '{id}' among the last ones; older ones are in the journal");

    private static RunItem? Find(PortfolioEngine engine, string id) => All(engine).FirstOrDefault(run => run.Id == id);

    private static IEnumerable<RunItem> All(PortfolioEngine engine) =>
        from PortfolioView view in engine.View.Portfolios
        from RunView run in view.Runs
        select RunItem.Of(run, view.Policy.Quote);
}
