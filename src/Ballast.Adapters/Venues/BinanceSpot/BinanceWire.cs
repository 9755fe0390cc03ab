using System.Security.Cryptography;
using System.Text;
using Ballast.Adapters.Secrets;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Binance's requests on a line to it: keys, times, signatures and weights.</summary>
internal sealed class BinanceWire : IDisposable
{
    private const string KeyHeader = "X-MBX-APIKEY";

    // The list of all markets is about 15 MB at the largest exchange.
    private const long LongestAnswer = 64L << 20;

    private readonly BinanceSpotOptions options;
    private readonly VenueClocks clocks;
    private readonly WeightMeter? weight;
    private readonly VenueWire wire;

    public BinanceWire(BinanceSpotOptions options, HttpMessageHandler transport, VenueClocks clocks, VenueHold hold)
    {
        this.options = options;
        this.clocks = clocks;
        weight = options.Host?.Weight;
        wire = new VenueWire(
            options.Host is { } host ? new MeteredTransport(transport, host, clocks.Machine) : transport,
            hold,
            SecretScreen.Of(options.ApiKey),
            clocks.Machine,
            (options.AnswerTimeout, LongestAnswer));
    }

    /// <summary>Asks without a key.</summary>
    public Task<WireAnswer> GetPublicAsync(string path, string query, CancellationToken cancellation) => LeaveAsync(
        HttpMethod.Get, path, query, new HttpRequestMessage(HttpMethod.Get, AddressOf(path, query)), cancellation);

    /// <summary>Asks with key, time and signature; for requests that place nothing.</summary>
    public Task<WireAnswer> SignedAsync(HttpMethod method, string path, string query, CancellationToken cancellation)
    {
        string stamped = $"{(query.Length > 0 ? query + "&" : "")}recvWindow={WindowMs}&timestamp={NowMs}";
        var message = new HttpRequestMessage(method, AddressOf(path, Signed(stamped)));
        message.Headers.Add(KeyHeader, options.ApiKey.Reveal());
        return LeaveAsync(method, path, query, message, cancellation);
    }

    /// <summary>Sends exactly the bytes that were prepared, once.</summary>
    public Task<WireAnswer> SendPreparedAsync(PreparedRequest prepared, CancellationToken cancellation)
    {
        var message = new HttpRequestMessage(new HttpMethod(prepared.Method), prepared.Url)
        {
            Content = new StringContent(prepared.Body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        message.Headers.Add(KeyHeader, options.ApiKey.Reveal());
        return LeaveAsync(message.Method, message.RequestUri!.AbsolutePath, "", message, cancellation);
    }

    /// <summary>A form with its signature at the end: hexadecimal HMAC-SHA256 of exactly these characters.</summary>
    public string Signed(string form) => $"{form}&signature={SignatureOf(form)}";

    /// <summary>The hexadecimal HMAC-SHA256 of exactly these characters.</summary>
    public string SignatureOf(string text)
    {
        byte[] key = Encoding.UTF8.GetBytes(options.ApiSecret.Reveal());
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    public string AddressOf(string path, string query) =>
        new Uri(options.Address, query.Length > 0 ? $"{path}?{query}" : path).AbsoluteUri;

    public long NowMs => clocks.Venue.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose() => wire.Dispose();

    private long WindowMs => (long)options.RequestExpiry.TotalMilliseconds;

    private async Task<WireAnswer> LeaveAsync(
        HttpMethod method, string path, string query, HttpRequestMessage message, CancellationToken cancellation)
    {
        WeightUse use = path == "/api/v3/order" ? WeightUse.Order : WeightUse.Read;
        if (weight?.Spend(RequestWeights.Of(method, path, query), use) is { } wait)
        {
            message.Dispose();
            return new WireAnswer.HeldBack(wait, "the requests that the exchange allows in a minute are spent");
        }

        return await wire.SendAsync(message, cancellation);
    }
}
