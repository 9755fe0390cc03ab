using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ballast.Server.Problems;

/// <summary>Keeps a small JSON body while an operation reads it, so that a refusal can say which field was
/// wrong.</summary>
internal sealed class KeptBody
{
    private static readonly object Key = new();

    private readonly RequestDelegate next;

    /// <summary>Stands before the operation.</summary>
    public KeptBody(RequestDelegate next) => this.next = next;

    /// <summary>Reads the body whole where the operation takes a document of ours, and gives it on.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (WantedBy(context) is not null)
        {
            MemoryStream kept = new();
            await context.Request.Body.CopyToAsync(kept, context.RequestAborted);
            kept.Position = 0;
            context.Items[Key] = kept.ToArray();
            context.Request.Body = kept;
        }

        await next(context);
    }

    /// <summary>What is wrong with the body that was kept; <see langword="null"/> where none was.</summary>
    public static string? FaultOf(HttpContext context) =>
        context.Items[Key] is byte[] body && WantedBy(context) is { } wanted ? BodyFault.Of(body, wanted) : null;

    // After a failure the endpoint is no longer the request's own; it is kept beside the body.
    private static Type? WantedBy(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(KeptBody), out object? known))
        {
            return known as Type;
        }

        Type? wanted = context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type
            && type.Namespace?.StartsWith("Ballast.Server.Features", StringComparison.Ordinal) == true
            && !typeof(Features.Portfolios.PolicyDocument).IsAssignableFrom(type)
                ? type
                : null;
        context.Items[typeof(KeptBody)] = wanted;
        return wanted;
    }
}
