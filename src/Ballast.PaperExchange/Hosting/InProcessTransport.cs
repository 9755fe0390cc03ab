using System.Globalization;
using System.Net;
using System.Text;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faces.PurpleFlea;

namespace Ballast.PaperExchange.Hosting;

/// <summary>
/// Carries HTTP messages to an exchange in the same process, without sockets: the client that talks to the real thing
/// talks to this. A lost answer shows at once as the timeout that it would become.
/// </summary>
public sealed class InProcessTransport : HttpMessageHandler
{
    private readonly Func<FaceRequest, CancellationToken, Task<FaceAnswer>> handle;

    /// <summary>To the exchange's own face.</summary>
    public InProcessTransport(BinanceFace face) => handle = face.HandleAsync;

    /// <summary>To the services of its agents.</summary>
    public InProcessTransport(PurpleFleaFace face) => handle = face.HandleAsync;

    /// <summary>The address that clients of this transport use.</summary>
    public static Uri Address { get; } = new("http://paper.invalid/");

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri ?? throw new InvalidOperationException("a request without an address");
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string key = request.Headers.TryGetValues("X-MBX-APIKEY", out IEnumerable<string>? keys) ? keys.First() : "";
        var asked = new FaceRequest(request.Method.Method, uri.AbsolutePath, uri.Query.TrimStart('?'), body, key)
        {
            Authorization = request.Headers.Authorization?.ToString() ?? "",
        };
        return await handle(asked, cancellationToken) switch
        {
            FaceAnswer.Reply reply => MessageOf(reply, request),
            FaceAnswer.Silence => throw new TaskCanceledException("no answer", new TimeoutException()),
            FaceAnswer.Reset =>
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection was reset"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static HttpResponseMessage MessageOf(FaceAnswer.Reply reply, HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            Content = new StringContent(reply.Body, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
        if (reply.RetryAfterSeconds is { } seconds)
        {
            message.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        return message;
    }
}
