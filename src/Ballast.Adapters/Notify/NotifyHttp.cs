using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;

namespace Ballast.Adapters.Notify;

/// <summary>
/// Posts JSON for the channels: no redirects, no cookies, a limit on time, and words for what went wrong that never
/// show an address, because some receivers' addresses are secrets.
/// </summary>
internal sealed class NotifyHttp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client;

    /// <summary>A client.</summary>
    public NotifyHttp(NotifyNetwork network)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Patience,
        };
        if (network == NotifyNetwork.Public)
        {
            handler.ConnectCallback = PublicAddresses.ConnectAsync;
        }

        client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <summary>Posts a document.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="body">The JSON text, sent exactly so.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Delivery> PostAsync(
        Uri address, string body, IReadOnlyDictionary<string, string> headers, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Content = new StringContent(body, new UTF8Encoding(false), new MediaTypeHeaderValue("application/json")),
        };
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, cancellation);
            string text = answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(cancellation);
            return Judge(answer, text);
        }
        catch (HttpRequestException failed)
        {
            return new Delivery.Later(Words(failed), null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Delivery.Later($"no answer within {Patience.TotalSeconds:0} seconds", null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static string Words(HttpRequestException failed) => failed switch
    {
        { InnerException: HttpRequestException inner } => inner.Message,
        { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate is not trusted",
        { HttpRequestError: HttpRequestError.ConnectionError } => "it cannot be reached",
        _ => failed.Message,
    };

    private static Delivery Judge(HttpResponseMessage answer, string text)
    {
        string status = string.Create(CultureInfo.InvariantCulture, $"it answered {(int)answer.StatusCode}");
        JsonObject? said = Parsed(text);
        if (answer.IsSuccessStatusCode)
        {
            return new Delivery.Done();
        }

        bool isForNow = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            || (int)answer.StatusCode >= 500;
        string words = Field(said, "description") is { } description ? $"{status}: {description}" : status;
        return isForNow ? new Delivery.Later(words, WaitOf(answer, said)) : new Delivery.Never(words);
    }

    // Telegram says it in parameters, Discord beside the message, both in seconds; others in a header.
    private static Duration? WaitOf(HttpResponseMessage answer, JsonObject? said) =>
        Seconds(said?["parameters"] as JsonObject) ?? Seconds(said)
        ?? (answer.Headers.RetryAfter?.Delta is { } delta ? Duration.FromTimeSpan(delta) : null);

    private static Duration? Seconds(JsonObject? said) =>
        said?["retry_after"] is JsonValue value && value.TryGetValue(out double seconds) && seconds is >= 0 and < 86_400
            ? Duration.FromSeconds(seconds)
            : null;

    private static string? Field(JsonObject? said, string name) =>
        said?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonObject? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
