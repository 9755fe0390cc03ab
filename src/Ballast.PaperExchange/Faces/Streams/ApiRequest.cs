using System.Globalization;
using System.Text.Json;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>A request of the WebSocket API, as web-socket-api.md describes them.</summary>
internal sealed record ApiRequest
{
    private const string LimitsWanted = "returnRateLimits";

    // Not parameters of the request that they come with.
    private static readonly string[] Envelope = ["apiKey", LimitsWanted];

    private readonly SortedDictionary<string, string> parameters = new(StringComparer.Ordinal);

    private ApiRequest(string id, string method)
    {
        Id = id;
        Method = method;
    }

    /// <summary>The id as it was sent.</summary>
    public string Id { get; }

    /// <summary>The method without a version before it.</summary>
    public string Method { get; }

    /// <summary>Whether it asks for the limits, or not to have them; <see langword="null"/> where it does not
    /// say.</summary>
    public bool? WantsLimits => parameters.GetValueOrDefault(LimitsWanted) switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    /// <summary>The id of a text, <c>null</c> where it has none that can be read.</summary>
    public static string IdOf(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("id", out JsonElement id)
                && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
                    ? id.GetRawText()
                    : "null";
        }
        catch (JsonException)
        {
            return "null";
        }
    }

    /// <summary>Reads a request.</summary>
    /// <exception cref="FaceRefusalException">It is none.</exception>
    public static ApiRequest Read(string text)
    {
        JsonElement root = Parse(text);
        string method = root.TryGetProperty("method", out JsonElement named) && named.ValueKind == JsonValueKind.String
            ? named.GetString()!
            : throw Parameters.Refuse(
                -1102, "Mandatory parameter 'method' was not sent, was empty/null, or malformed.");
        string plain = method.StartsWith("v3/", StringComparison.Ordinal) ? method[3..] : method;
        var request = new ApiRequest(IdOf(text), plain);
        if (root.TryGetProperty("params", out JsonElement sent))
        {
            if (sent.ValueKind != JsonValueKind.Object)
            {
                throw Parameters.Refuse(-1135, "Invalid 'params' in JSON request; expected an object.");
            }

            foreach (JsonProperty parameter in sent.EnumerateObject())
            {
                request.parameters[parameter.Name] = TextOf(parameter.Value);
            }
        }

        return request;
    }

    public string? Find(string name) => parameters.GetValueOrDefault(name);

    /// <summary>
    /// The same request in the shape of REST. What its signature covers are all parameters, sorted by name and written
    /// as they were sent.
    /// </summary>
    public FaceRequest AsRest(string verb, string path)
    {
        string form = string.Join('&', parameters
            .Where(pair => !Envelope.Contains(pair.Key))
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        string signed = string.Join('&', parameters
            .Where(pair => pair.Key != "signature")
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));
        string key = parameters.GetValueOrDefault("apiKey", "");
        return verb == "POST"
            ? new FaceRequest(verb, path, "", form, key) { SignedText = signed }
            : new FaceRequest(verb, path, form, "", key) { SignedText = signed };
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } root
                ? root
                : throw Parameters.Refuse(-1135, "Invalid JSON Request");
        }
        catch (JsonException)
        {
            throw Parameters.Refuse(-1135, "Invalid JSON Request");
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
