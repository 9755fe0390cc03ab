using System.Net;
using System.Text;
using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Venues;

/// <summary>
/// Sends bytes: no retry, no redirect, and always a body on a POST, because the platform's client repeats a POST
/// without one when the connection closes early. After a Retry-After nothing leaves until it has passed. Whatever
/// stands between us and the venue may repeat our key in a refusal, whose words are kept: it is taken out here.
/// </summary>
internal sealed class VenueWire : IDisposable
{
    private readonly TimeSpan answerTimeout;
    private readonly TimeProvider machine;
    private readonly VenueHold hold;
    private readonly SecretScreen screen;
    private readonly HttpClient client;

    /// <summary>A line to one venue.</summary>
    /// <param name="transport">Carries requests; disposed with the line.</param>
    /// <param name="hold">The venue's wish to wait, shared by all lines to it.</param>
    /// <param name="screen">What no refusal may repeat.</param>
    /// <param name="machine">The machine's clock.</param>
    /// <param name="limits">How long an answer is waited for, and how many bytes of it are taken.</param>
    public VenueWire(
        HttpMessageHandler transport,
        VenueHold hold,
        SecretScreen screen,
        TimeProvider machine,
        (TimeSpan Timeout, long Bytes) limits)
    {
        (this.hold, this.screen, this.machine, answerTimeout) = (hold, screen, machine, limits.Timeout);
        client = new HttpClient(transport)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = limits.Bytes,
        };
    }

    /// <summary>A transport for orders over the network.</summary>
    public static SocketsHttpHandler NewTransport() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Sends a request once and disposes it; whatever goes wrong is an answer.</summary>
    public async Task<WireAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        using HttpRequestMessage request = message;
        if (hold.Wait is { } wait)
        {
            return new WireAnswer.HeldBack(wait.Left, wait.Sentence);
        }

        using var timeout = new CancellationTokenSource(answerTimeout, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, either.Token);
            TimeSpan? wished = hold.Heed(response.Headers.RetryAfter);

            // Bytes and not a string: a charset that nobody knows would throw what no caller expects.
            string body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(either.Token));
            return new WireAnswer.Answered(
                response.StatusCode, response.StatusCode == HttpStatusCode.OK ? body : screen.Clean(body), wished);
        }
        catch (OperationCanceledException)
        {
            return new WireAnswer.Unanswered(
                "timeout", cancellation.IsCancellationRequested ? "given up" : "no answer in time");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new WireAnswer.Unanswered("reset", error.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
