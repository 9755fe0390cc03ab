using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ballast.Server.Problems;

/// <summary>Writes down for the API's description which refusals an operation can answer.</summary>
internal static class Answers
{
    /// <summary>Refusals that the operation itself gives, as problem documents.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (int status in statuses)
        {
            endpoint.WithMetadata(
                new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }

        return endpoint;
    }

    /// <summary>The same for an operation that takes a body: one that cannot be read is 400, no JSON 415, and one that
    /// is too large 413.</summary>
    public static TBuilder TakesBody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Refuses(
        StatusCodes.Status400BadRequest,
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType);

    /// <summary>The same for an operation that writes into the journal.</summary>
    public static TBuilder Writes<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Refuses(StatusCodes.Status503ServiceUnavailable);
}
