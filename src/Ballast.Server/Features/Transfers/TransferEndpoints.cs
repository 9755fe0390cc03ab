using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Problems;
using Ballast.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Transfers;

/// <summary>What was moved between a portfolio's accounts.</summary>
internal static class TransferEndpoints
{
    /// <summary>Maps <c>/portfolios/{id}/transfers</c>.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/portfolios/{id}/transfers", List).WithName("listTransfers").WithTags("Transfers")
            .WithSummary("The last transfers between a portfolio's accounts, newest first; at most the first is open.")
            .Refuses(StatusCodes.Status404NotFound);

    private static Results<Ok<Listing<TransferItem>>, ProblemHttpResult> List(PortfolioEngine engine, string id)
    {
        PortfolioLookup lookup = PortfolioAddress.Find(engine, id);
        if (lookup is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        PortfolioView view = ((PortfolioLookup.Found)lookup).View;
        return TypedResults.Ok(new Listing<TransferItem>([.. view.Transfers.Select(TransferItem.Of)]));
    }
}
