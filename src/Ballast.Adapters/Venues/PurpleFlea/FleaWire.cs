using System.Net.Http.Headers;
using System.Text;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// Sends bytes: no retry, no redirect, and always a body on a POST, because the platform's client repeats a POST
/// without one when the connection closes early. After a Retry-After nothing leaves until it has passed.
/// </summary>
internal sealed class FleaWire : IDisposable
{
    private const long LongestAnswer = 8L << 20;

    private readonly PurpleFleaOptions options;
    private readonly VenueClocks clocks;
    private readonly VenueHold hold;
    private readonly HttpClient client;

    public FleaWire(PurpleFleaOptions options, HttpMessageHandler transport, VenueClocks clocks, VenueHold hold)
    {
        this.options = options;
        this.clocks = clocks;
        this.hold = hold;
        client = new HttpClient(transport)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    public string AddressOf(string path) => new Uri(options.Address, path).AbsoluteUri;

    /// <summary>Asks; places nothing.</summary>
    public Task<WireAnswer> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, AddressOf(path)), cancellation);

    /// <summary>Sends exactly the bytes that were prepared, once.</summary>
    public Task<WireAnswer> SendPreparedAsync(PreparedRequest prepared, CancellationToken cancellation) =>
        SendAsync(
            new HttpRequestMessage(new HttpMethod(prepared.Method), prepared.Url)
            {
                Content = new StringContent(prepared.Body, Encoding.UTF8, "application/json"),
            },
            cancellation);

    public void Dispose() => client.Dispose();

    private async Task<WireAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        using HttpRequestMessage request = message;
        if (hold.Left is { } wait)
        {
            return new WireAnswer.HeldBack(wait);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key.Reveal());
        using var timeout = new CancellationTokenSource(options.AnswerTimeout, clocks.Machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, either.Token);
            TimeSpan? wished = hold.Heed(response.Headers.RetryAfter);
            string body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(either.Token));
            return new WireAnswer.Answered(response.StatusCode, body, wished);
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
}
