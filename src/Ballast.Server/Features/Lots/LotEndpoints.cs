using System.Diagnostics;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Lots;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Lots;

/// <summary>Past trades, and what holdings cost.</summary>
internal static class LotEndpoints
{
    /// <summary>Maps <c>/accounts/{id}/trades</c> and <c>/portfolios/{id}/lots</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/accounts/{id}/trades", ImportAsync).WithName("importTrades").WithTags("Lots")
            .WithSummary($"Takes in past trades of an account, {TradesWish.Most} at most; known ones change nothing.")
            .TakesBody().Refuses(404, 409, 422).Writes();
        api.MapPost("/accounts/{id}/trades/retractions", RetractAsync).WithName("retractTrades").WithTags("Lots")
            .WithSummary("Takes back what files told of past trades; the venue's word and our own orders' stay.")
            .TakesBody().Refuses(404, 409, 422).Writes();
        api.MapGet("/accounts/{id}/trades", Known).WithName("listKnownTrades").WithTags("Lots")
            .WithSummary("Which trades of an account are known, market by market.").Refuses(404);
        api.MapGet("/portfolios/{id}/lots", Lots).WithName("readLots").WithTags("Lots")
            .WithSummary("What the holdings cost, lot by lot, as far as trades are known.")
            .WithDescription("'method' is fifo (first in, first out: the default), lifo or hifo.")
            .Refuses(400, 404, 409);
    }

    private static async Task<Results<Ok<ImportReply>, ProblemHttpResult>> ImportAsync(
        PortfolioEngine engine, string id, TradesWish wish, CancellationToken cancellation)
    {
        if (!AccountId.IsValid(id))
        {
            return Problem.NotFound("no-such-account", $"there is no account '{id}'");
        }

        if (wish.Trades.Count > TradesWish.Most)
        {
            return Problem.Unprocessable(
                "too-many-trades", $"$.trades has {wish.Trades.Count} items, and {TradesWish.Most} is the most");
        }

        TradeHistory before = engine.TradesOf(new AccountId(id));
        if (wish.Fault(before) is { } fault)
        {
            return Problem.Unprocessable(fault.Code, fault.Sentence);
        }

        return await wish.HandInAsync(engine, new AccountId(id), "api", cancellation) switch
        {
            ImportOutcome.Imported done => TypedResults.Ok(ImportReply.Of(done, wish, before)),
            ImportOutcome.Refused { Why: { Code: "no-such-account" } why } =>
                Problem.NotFound(why.Code, why.Sentence),
            ImportOutcome.Refused { Why: { Code: "trade-differs" } why } => Problem.Conflict(why),
            ImportOutcome.Refused { Why: var why } => Problem.Unprocessable(why.Code, why.Sentence),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<RetractionReply>, ProblemHttpResult>> RetractAsync(
        PortfolioEngine engine, string id, RetractionWish wish, CancellationToken cancellation)
    {
        if (!AccountId.IsValid(id))
        {
            return Problem.NotFound("no-such-account", $"there is no account '{id}'");
        }

        if (wish.Fault() is { } fault)
        {
            return Problem.Unprocessable(fault.Code, fault.Sentence);
        }

        return await wish.RetractAsync(engine, new AccountId(id), "api", cancellation) switch
        {
            RetractOutcome.Retracted done => TypedResults.Ok(RetractionReply.Of(done)),
            RetractOutcome.Refused { Why: { Code: "no-such-account" or "no-such-trade" } why } =>
                Problem.NotFound(why.Code, why.Sentence),
            RetractOutcome.Refused { Why: var why } => Problem.Conflict(why),
            _ => throw new UnreachableException(),
        };
    }

    private static Results<Ok<KnownTradesReply>, ProblemHttpResult> Known(PortfolioEngine engine, string id) =>
        AccountId.IsValid(id)
            && engine.View.Portfolios.Any(view => view.Policy.Accounts.Contains(new AccountId(id)))
            ? TypedResults.Ok(KnownTradesReply.Of(engine, new AccountId(id)))
            : Problem.NotFound("no-such-account", $"no portfolio has an account '{id}'");

    private static Results<Ok<LotsReply>, ProblemHttpResult> Lots(PortfolioEngine engine, string id, string? method)
    {
        if (LotsReply.MethodOf(method) is not { } known)
        {
            return Problem.BadRequest("method-unknown", $"'{method}' is not fifo, lifo or hifo");
        }

        if (PortfolioAddress.Find(engine, id) is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        PortfolioId portfolio = new(id);
        return engine.LotsOf(portfolio, known) switch
        {
            LotAnswer.Known answer => TypedResults.Ok(LotsReply.Of(portfolio, answer.Sheet)),
            LotAnswer.Refused refused => Problem.Conflict(refused.Why),
            _ => throw new UnreachableException(),
        };
    }
}
