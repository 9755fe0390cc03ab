using Ballast.Server.Installations;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Markets;

/// <summary>Where prices and fills come from.</summary>
internal static class MarketEndpoints
{
    /// <summary>Maps <c>/market</c>.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/market", Read).WithName("readMarket").WithTags("Market")
            .WithSummary("Where prices come from, the market's time, and where its paper exchange answers.")
            .Refuses(StatusCodes.Status400BadRequest);

    private static Ok<MarketReply> Read(Installation installation) => TypedResults.Ok(new MarketReply(
        installation.MarketText, installation.Clock.GetUtcNow(), installation.ExchangeAddress)
    {
        Accepted = installation.Accepted,
    });
}
