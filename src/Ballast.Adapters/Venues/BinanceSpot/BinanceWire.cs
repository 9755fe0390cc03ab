using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// Sends bytes: no retry, no redirect, and always a body on a POST, because the platform's client repeats a POST
/// without one when the connection closes early. After a Retry-After nothing leaves until it has passed.
/// </summary>
internal sealed class BinanceWire : IDisposable
{
    private const string KeyHeader = "X-MBX-APIKEY";

    // The list of all markets is about 15 MB at the largest exchange.
    private const long LongestAnswer = 64L << 20;

    private readonly BinanceSpotOptions options;
    private readonly VenueClocks clocks;
    private readonly VenueHold hold;
    private readonly HttpClient client;

    public BinanceWire(BinanceSpotOptions options, HttpMessageHandler transport, VenueClocks clocks, VenueHold hold)
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

    /// <summary>A transport for orders over the network.</summary>
    public static SocketsHttpHandler NewTransport() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Asks without a key.</summary>
    public Task<WireAnswer> GetPublicAsync(string path, string query, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, AddressOf(path, query)), cancellation);

    /// <summary>Asks with key, time and signature; for requests that place nothing.</summary>
    public Task<WireAnswer> SignedAsync(HttpMethod method, string path, string query, CancellationToken cancellation)
    {
        string stamped = $"{(query.Length > 0 ? query + "&" : "")}recvWindow={WindowMs}&timestamp={NowMs}";
        var message = new HttpRequestMessage(method, AddressOf(path, Signed(stamped)));
        message.Headers.Add(KeyHeader, options.ApiKey.Reveal());
        return SendAsync(message, cancellation);
    }

    /// <summary>Sends exactly the bytes that were prepared, once.</summary>
    public Task<WireAnswer> SendPreparedAsync(PreparedRequest prepared, CancellationToken cancellation)
    {
        var message = new HttpRequestMessage(new HttpMethod(prepared.Method), prepared.Url)
        {
            Content = new StringContent(prepared.Body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        message.Headers.Add(KeyHeader, options.ApiKey.Reveal());
        return SendAsync(message, cancellation);
    }

    /// <summary>A form with its signature at the end: hexadecimal HMAC-SHA256 of exactly these characters.</summary>
    public string Signed(string form)
    {
        byte[] key = Encoding.UTF8.GetBytes(options.ApiSecret.Reveal());
        return $"{form}&signature={Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(form)))}";
    }

    public string AddressOf(string path, string query) =>
        new Uri(options.Address, query.Length > 0 ? $"{path}?{query}" : path).AbsoluteUri;

    public long NowMs => clocks.Venue.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose() => client.Dispose();

    private long WindowMs => (long)options.RequestExpiry.TotalMilliseconds;

    private async Task<WireAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        using HttpRequestMessage request = message;
        if (hold.Left is { } wait)
        {
            return new WireAnswer.HeldBack(wait);
        }

        using var timeout = new CancellationTokenSource(options.AnswerTimeout, clocks.Machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, either.Token);
            TimeSpan? wished = hold.Heed(response.Headers.RetryAfter);

            // Bytes and not a string: a charset that nobody knows would throw what no caller expects.
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
