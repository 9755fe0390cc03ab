using Ballast.Core.Policies;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ballast.Server.Features.Portfolios;

/// <summary>Reads a policy out of a request: the same strict reader as for files, comments allowed.</summary>
internal static class PolicyBody
{
    /// <summary>Reads and validates.</summary>
    public static async Task<PolicyReading> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using MemoryStream content = new();
        await request.Body.CopyToAsync(content, cancellation);
        return PolicyReader.Read(content.ToArray());
    }

    /// <summary>The answer to a policy with faults: each with its JSON path, the value and what is allowed.</summary>
    public static ProblemHttpResult Faults(PolicyReading.Refused refused) => Problem.PolicyRefused(
        [.. refused.Errors.Select(error => new FieldFault(error.Path, error.Found, error.Allowed))]);
}
