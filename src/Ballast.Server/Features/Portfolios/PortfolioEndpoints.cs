using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Problems;
using Ballast.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Portfolios;

/// <summary>Portfolios: create, read, change, remove, and look at.</summary>
internal static class PortfolioEndpoints
{
    private const string Actor = "api";

    /// <summary>Maps <c>/portfolios</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder portfolios = api.MapGroup("/portfolios").WithTags("Portfolios");
        portfolios.MapGet("/", List).WithName("listPortfolios").WithSummary("All portfolios.");
        portfolios.MapPost("/", CreateAsync).WithName("createPortfolio").Accepts<PolicyDocument>("application/json")
            .WithSummary("Takes a portfolio under management; the body is its policy, comments allowed.")
            .Refuses(409, 413, 422).Writes();
        portfolios.MapGet("/{id}", Read).WithName("readPortfolio").WithSummary("One portfolio with its policy.")
            .Refuses(404);
        portfolios.MapPut("/{id}", ReplaceAsync).WithName("changePortfolio").Accepts<PolicyDocument>("application/json")
            .WithSummary("Replaces the policy from the next decision on; a policy with faults changes nothing.")
            .Refuses(404, 409, 413, 422).Writes();
        portfolios.MapDelete("/{id}", RemoveAsync).WithName("removePortfolio")
            .WithSummary("Ends the management; holdings stay where they are. Refused while an order is open.")
            .Refuses(404, 409).Writes();
        portfolios.MapGet("/{id}/snapshot", Snapshot).WithName("readSnapshot")
            .WithSummary("Weights, drifts and bands at the last complete and fresh reading.")
            .Refuses(404, 503);
    }

    private static Ok<Listing<PortfolioItem>> List(PortfolioEngine engine) =>
        TypedResults.Ok(new Listing<PortfolioItem>([.. engine.View.Portfolios.Select(PortfolioItem.Of)]));

    private static Results<Ok<PortfolioItem>, ProblemHttpResult> Read(PortfolioEngine engine, string id) =>
        PortfolioAddress.Find(engine, id) switch
        {
            PortfolioLookup.Found found => TypedResults.Ok(WithPolicy(found.View)),
            PortfolioLookup.Missing missing => missing.Problem,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static async Task<Results<Created<PortfolioItem>, ProblemHttpResult>> CreateAsync(
        PortfolioEngine engine, HttpRequest request, CancellationToken cancellation)
    {
        PolicyReading reading = await PolicyBody.ReadAsync(request, cancellation);
        if (reading is not PolicyReading.Read read)
        {
            return PolicyBody.Faults((PolicyReading.Refused)reading);
        }

        ChangeOutcome outcome = await engine.AddPortfolioAsync(read.Policy, read.Hash, Actor, cancellation);
        return outcome is ChangeOutcome.Refused refused
            ? Problem.Conflict(refused.Why)
            : TypedResults.Created(
                $"/api/v1/portfolios/{read.Policy.Portfolio}", WithPolicy(engine.Find(read.Policy.Portfolio)!));
    }

    private static async Task<Results<Ok<PortfolioItem>, ProblemHttpResult>> ReplaceAsync(
        PortfolioEngine engine, string id, HttpRequest request, CancellationToken cancellation)
    {
        if (PortfolioAddress.Find(engine, id) is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        PolicyReading reading = await PolicyBody.ReadAsync(request, cancellation);
        if (reading is not PolicyReading.Read read)
        {
            return PolicyBody.Faults((PolicyReading.Refused)reading);
        }

        if (read.Policy.Portfolio.Value != id)
        {
            return Problem.PolicyRefused(
                [new FieldFault("$.portfolio", read.Policy.Portfolio.Value, $"\"{id}\", as in the address")]);
        }

        ChangeOutcome outcome = await engine.ReplacePolicyAsync(read.Policy, read.Hash, Actor, cancellation);
        return outcome is ChangeOutcome.Refused refused
            ? Problem.Conflict(refused.Why)
            : TypedResults.Ok(WithPolicy(engine.Find(read.Policy.Portfolio)!));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        PortfolioEngine engine, string id, CancellationToken cancellation)
    {
        if (PortfolioAddress.Find(engine, id) is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        ChangeOutcome outcome = await engine.RemovePortfolioAsync(
            new PortfolioId(id), Actor, new Reason("removal-asked", "asked over the API"), cancellation);
        return outcome is ChangeOutcome.Refused refused ? Problem.Conflict(refused.Why) : TypedResults.NoContent();
    }

    private static Results<Ok<SnapshotItem>, ProblemHttpResult> Snapshot(PortfolioEngine engine, string id) =>
        PortfolioAddress.Find(engine, id) switch
        {
            PortfolioLookup.Found { View.Snapshot: { } snapshot } found =>
                TypedResults.Ok(SnapshotItem.Of(found.View, snapshot)),
            PortfolioLookup.Found found => Problem.Unavailable(
                "no-snapshot-yet",
                found.View.StatusWhy?.Sentence ?? "balances and prices have not been read completely yet"),
            PortfolioLookup.Missing missing => missing.Problem,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static PortfolioItem WithPolicy(PortfolioView view) =>
        PortfolioItem.Of(view) with { Policy = PolicyWriter.Readable(view.Policy) };
}
