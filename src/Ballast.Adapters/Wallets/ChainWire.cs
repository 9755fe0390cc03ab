using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Wallets;

/// <summary>Questions to one server of a chain. Its address may hold a key and is in no message.</summary>
internal sealed class ChainWire : IDisposable
{
    private const long LongestAnswer = 8L << 20;

    private readonly Uri address;
    private readonly VenueWire wire;

    public ChainWire(
        Uri address, TimeSpan answerTimeout, HttpMessageHandler transport, (TimeProvider Machine, VenueHold Hold) wait)
    {
        this.address = address;

        // The words of a refusal over HTTP are not kept; those of RPC are cleaned where they leave (WalletEndpoint).
        wire = new VenueWire(
            transport, wait.Hold, new SecretScreen(), wait.Machine, (answerTimeout, LongestAnswer));
    }

    /// <summary>The server, without what its address may hide.</summary>
    public string Name => address.Authority;

    /// <summary>The text at a path below the server's address.</summary>
    /// <exception cref="EndpointFaultException">It did not answer with one.</exception>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellation)
    {
        UriBuilder below = new(address);
        int question = path.IndexOf('?', StringComparison.Ordinal);
        below.Path = $"{below.Path.TrimEnd('/')}/{(question < 0 ? path : path[..question])}";
        below.Query = question < 0 ? below.Query : path[question..];
        return BodyOf(await wire.SendAsync(new HttpRequestMessage(HttpMethod.Get, below.Uri), cancellation));
    }

    /// <summary>The JSON at a path below the server's address.</summary>
    /// <exception cref="EndpointFaultException">It did not answer with any.</exception>
    public async Task<JsonElement> GetJsonAsync(string path, CancellationToken cancellation) =>
        Parsed(await GetTextAsync(path, cancellation));

    /// <summary>Calls a method of JSON-RPC 2.0 and gives its result.</summary>
    /// <exception cref="EndpointFaultException">There is none.</exception>
    public async Task<JsonElement> CallAsync(string method, JsonArray parameters, CancellationToken cancellation)
    {
        JsonObject call = new() { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
        using HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Content = new StringContent(call.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        JsonElement answer = Parsed(BodyOf(await wire.SendAsync(request, cancellation)));
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out JsonElement error))
        {
            throw Fault("rpc-error", $"{method}: {WordsOf(error)}");
        }

        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out JsonElement result)
            && result.ValueKind != JsonValueKind.Null
                ? result
                : throw Fault("unreadable", $"{method} has no result");
    }

    /// <inheritdoc/>
    public void Dispose() => wire.Dispose();

    private static string WordsOf(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out JsonElement message)
        && message.ValueKind == JsonValueKind.String
            ? message.GetString()!
            : "an error without words";

    private static JsonElement Parsed(string body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Fault("unreadable", "an answer that is not JSON");
        }
    }

    private static string BodyOf(WireAnswer answer) => answer switch
    {
        WireAnswer.Answered { Status: HttpStatusCode.OK, Body: var body } => body,
        WireAnswer.Answered answered => throw new EndpointFaultException(new VenueError(
            answered.Status switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => VenueErrorKind.NotAuthorized,
                HttpStatusCode.TooManyRequests => VenueErrorKind.RateLimited,
                _ => VenueErrorKind.Unavailable,
            },
            string.Create(CultureInfo.InvariantCulture, $"http-{(int)answered.Status}"),
            string.Create(CultureInfo.InvariantCulture, $"it answered {(int)answered.Status}"),
            answered.RetryAfter)),
        WireAnswer.Unanswered unanswered => throw Fault(unanswered.Code, unanswered.What),
        WireAnswer.HeldBack held => throw new EndpointFaultException(
            new VenueError(VenueErrorKind.RateLimited, "held-back", held.Why, held.Wait)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static EndpointFaultException Fault(string code, string what) =>
        new(new VenueError(VenueErrorKind.Unavailable, code, what));
}
