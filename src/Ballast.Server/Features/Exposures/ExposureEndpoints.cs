using Ballast.Engine;
using Ballast.Server.Problems;
using Ballast.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Exposures;

/// <summary>What accounts are exposed to beside what portfolios hold.</summary>
internal static class ExposureEndpoints
{
    /// <summary>Maps <c>/exposures</c>.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/exposures", ReadAsync).WithName("readExposures").WithTags("Exposures")
            .WithSummary("The perpetuals of every account that shows them, asked for now. Only hedges are ever traded.")
            .Refuses(StatusCodes.Status400BadRequest);

    private static async Task<Ok<Listing<ExposureItem>>> ReadAsync(
        PortfolioEngine engine, CancellationToken cancellation) => TypedResults.Ok(new Listing<ExposureItem>(
            [.. (await engine.ReadExposuresAsync(cancellation)).Select(ExposureItem.Of)]));
}
