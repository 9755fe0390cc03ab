using Ballast.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ballast.Server.Problems;

/// <summary>Answers that say what is wrong and what to do, as RFC 9457 problem details with a stable
/// <c>code</c>.</summary>
internal static class Problem
{
    /// <summary>The request itself is wrong.</summary>
    public static ProblemHttpResult BadRequest(string code, string detail) =>
        Of(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>There is no such thing.</summary>
    public static ProblemHttpResult NotFound(string code, string detail) =>
        Of(StatusCodes.Status404NotFound, code, detail);

    /// <summary>It contradicts what is.</summary>
    public static ProblemHttpResult Conflict(string code, string detail) =>
        Of(StatusCodes.Status409Conflict, code, detail);

    /// <summary>It contradicts what is; all reasons.</summary>
    public static ProblemHttpResult Conflict(Reason why) => Conflict(why.Code, why.Sentence);

    /// <summary>Well formed, but not acceptable.</summary>
    public static ProblemHttpResult Unprocessable(string code, string detail) =>
        Of(StatusCodes.Status422UnprocessableEntity, code, detail);

    /// <summary>The server cannot answer now.</summary>
    public static ProblemHttpResult Unavailable(string code, string detail) =>
        Of(StatusCodes.Status503ServiceUnavailable, code, detail);

    /// <summary>A policy was refused: every fault with its JSON path, the value and what is allowed.</summary>
    public static ProblemHttpResult PolicyRefused(IReadOnlyList<FieldFault> faults)
    {
        ProblemDetails details = Details(
            StatusCodes.Status422UnprocessableEntity,
            "policy-refused",
            faults.Count == 1
                ? $"{faults[0].Path}: {faults[0].Allowed}"
                : $"{faults.Count} faults; nothing was changed");
        details.Extensions["errors"] = faults;
        return TypedResults.Problem(details);
    }

    /// <summary>The details of one problem.</summary>
    public static ProblemDetails Details(int status, string code, string detail) => new()
    {
        Type = $"urn:ballast:problem:{code}",
        Title = code.Replace('-', ' '),
        Status = status,
        Detail = detail,
        Extensions = { ["code"] = code },
    };

    private static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(Details(status, code, detail));
}
