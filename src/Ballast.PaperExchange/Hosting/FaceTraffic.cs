using System.Net;
using System.Net.WebSockets;
using Ballast.PaperExchange.Faces;
using Microsoft.AspNetCore.Http;

namespace Ballast.PaperExchange.Hosting;

/// <summary>Carries HTTP requests and WebSockets to the faces and their answers back.</summary>
internal sealed class FaceTraffic(ExchangeFaces faces, TimeProvider real, CancellationToken ending)
{
    public Task CarryAsync(HttpContext context)
    {
        // The keys are no secret: a stranger's page must not reach the exchange by a rebound name or a foreign form.
        if (!IsLoopback(context.Request.Host.Host) || IsFromAnotherSite(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return context.WebSockets.IsWebSocketRequest ? OpenAsync(context) : AnswerAsync(context);
    }

    private async Task OpenAsync(HttpContext context)
    {
        FaceRequest opening = RequestOf(context, "");
        if (faces.SocketOf(opening.Path) is not { } face)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        Wire wire = WireUpgrade.Of(context);
        var client = new ClientSocket(socket) { PingAsync = wire.PingAsync, Heard = () => wire.Heard };
        await face.ServeAsync(client, opening, either.Token);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        FaceRequest request = RequestOf(context, await reader.ReadToEndAsync(context.RequestAborted));

        // What has arrived is done, whether or not its sender waits for the answer.
        switch (await faces.Of(request.Path).HandleAsync(request, CancellationToken.None))
        {
            case FaceAnswer.Reply reply:
                await WriteAsync(context, reply);
                break;
            case FaceAnswer.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, real, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case FaceAnswer.Reset:
                context.Abort();
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static FaceRequest RequestOf(HttpContext context, string body) => new(
        context.Request.Method,
        context.Request.Path.Value ?? "/",
        context.Request.QueryString.Value?.TrimStart('?') ?? "",
        body,
        context.Request.Headers["X-MBX-APIKEY"].ToString())
    {
        Authorization = context.Request.Headers.Authorization.ToString(),
    };

    private static Task WriteAsync(HttpContext context, FaceAnswer.Reply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        foreach ((string name, string value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (reply.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }

        return context.Response.WriteAsync(reply.Body);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsFromAnotherSite(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site"
            || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && !IsLoopback(page.Host));
    }
}
