using Ballast.Core;
using Ballast.Engine;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Prices;

/// <summary>A person's word for a price that jumped further than a single source is believed.</summary>
internal static class PriceEndpoints
{
    /// <summary>Maps <c>/portfolios/{id}/prices</c>.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/portfolios/{id}/prices", ConfirmAsync).WithName("confirmPrice").WithTags("Prices")
            .WithSummary("Confirms a price that was refused as a jump; the next quotes are judged by it.")
            .TakesBody().Refuses(404, 409).Writes();

    private static async Task<Results<Ok<PortfolioItem>, ProblemHttpResult>> ConfirmAsync(
        PortfolioEngine engine, string id, PriceWish wish, CancellationToken cancellation)
    {
        PortfolioLookup lookup = PortfolioAddress.Find(engine, id);
        if (lookup is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        ChangeOutcome outcome = await engine.ConfirmPriceAsync(
            new PriceConfirmation
            {
                Portfolio = ((PortfolioLookup.Found)lookup).View.Id,
                Asset = wish.Asset,
                Price = wish.Price,
                Actor = wish.Actor ?? "api",
                Why = new Reason(
                    "price-confirmed", string.IsNullOrWhiteSpace(wish.Reason) ? "no reason was given" : wish.Reason),
            },
            cancellation);
        return outcome is ChangeOutcome.Refused refused
            ? Problem.Conflict(refused.Why)
            : TypedResults.Ok(PortfolioItem.Of(((PortfolioLookup.Found)PortfolioAddress.Find(engine, id)).View));
    }
}
