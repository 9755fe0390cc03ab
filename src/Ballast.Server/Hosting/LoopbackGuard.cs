using System.Net;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Ballast.Server.Hosting;

/// <summary>
/// While there are no keys, whoever reaches the socket may do everything. So the socket is on loopback, and a browser
/// must not become
/// the way in: a request whose <c>Host</c> is not a loopback name is a rebound name of a stranger's page, and a write
/// whose origin is
/// another site is that page itself.
/// </summary>
internal sealed class LoopbackGuard
{
    private readonly RequestDelegate next;

    /// <summary>Stands before everything else.</summary>
    public LoopbackGuard(RequestDelegate next) => this.next = next;

    /// <summary>Refuses or passes on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!IsLoopback(context.Request.Host.Host))
        {
            return RefuseAsync(
                context,
                StatusCodes.Status421MisdirectedRequest,
                "host-not-loopback",
                "ask as localhost, 127.0.0.1 or [::1]");
        }

        if (IsWrite(context.Request.Method) && IsCrossOrigin(context.Request))
        {
            return RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                "cross-origin-write",
                "changes are not accepted from other sites' pages");
        }

        return next(context);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsWrite(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static bool IsCrossOrigin(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
        {
            return true;
        }

        string origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            Problem.Details(status, code, detail), options: null, "application/problem+json", context.RequestAborted);
    }
}
