using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>
/// A control message of market streams, refused in the words of web-socket-streams.md where it is none.
/// </summary>
internal sealed class StreamRequest
{
    private const int MaxIdLength = 36;
    private const string Methods =
        "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

    private readonly byte[] bytes;
    private JsonElement root;

    private StreamRequest(string text)
    {
        bytes = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The id as it was sent; <c>null</c> until one has been read.</summary>
    public string Id { get; private set; } = "null";

    /// <summary>The method, one of the five.</summary>
    public string Method { get; private set; } = "";

    /// <summary>Reads a message and answers it, whatever it is.</summary>
    public static string Answer(string text, Func<StreamRequest, string> result)
    {
        var request = new StreamRequest(text);
        try
        {
            request.Read();
            return $$"""{"result":{{result(request)}},"id":{{request.Id}}}""";
        }
        catch (StreamRefusalException refused)
        {
            string message = JsonSerializer.Serialize(refused.Message, JsonText.Plain);
            string code = refused.Code.ToString(CultureInfo.InvariantCulture);
            return $$$"""{"error":{"code":{{{code}}},"msg":{{{message}}}},"id":{{{request.Id}}}}""";
        }
    }

    /// <summary>The parameters as a list of names.</summary>
    public IReadOnlyList<string> Names() => root.TryGetProperty("params", out JsonElement list)
        && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(name => name.GetString()!)]
            : throw Refuse("params must be a list of stream names");

    /// <summary>The one property there is, and the value to set; only <c>combined</c> is known.</summary>
    public bool? Combined()
    {
        JsonElement[] list = root.TryGetProperty("params", out JsonElement sent)
            && sent.ValueKind == JsonValueKind.Array ? [.. sent.EnumerateArray()] : [];
        if (list.Length == 0 || list[0].ValueKind != JsonValueKind.String)
        {
            throw Refuse("property name must be a string");
        }

        if (list[0].GetString() != "combined")
        {
            throw new StreamRefusalException(0, "Unknown property");
        }

        if (list.Length > (Method == "SET_PROPERTY" ? 2 : 1))
        {
            throw Refuse("too many parameters");
        }

        return Method == "GET_PROPERTY" ? null
            : list.Length == 2 && list[1].ValueKind is JsonValueKind.True or JsonValueKind.False
                ? list[1].GetBoolean()
                : throw new StreamRefusalException(1, "Invalid value type: expected Boolean");
    }

    public static StreamRefusalException Refuse(string why) => new(2, "Invalid request: " + why);

    private void Read()
    {
        try
        {
            root = JsonElement.Parse(bytes);
        }
        catch (JsonException error)
        {
            throw new StreamRefusalException(3, string.Create(CultureInfo.InvariantCulture,
                $"Invalid JSON: expected value at line {error.LineNumber + 1} column {error.BytePositionInLine + 1}"));
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("expected an object");
        }

        Id = IdOf(root) ?? throw Refuse("request ID must be an unsigned integer");
        if (!root.TryGetProperty("method", out JsonElement method))
        {
            throw Refuse($"missing field `method` at {PlaceOf(bytes.Length)}");
        }

        Method = method.ValueKind == JsonValueKind.String ? method.GetString()! : method.GetRawText();
        if (Method is not ("SUBSCRIBE" or "UNSUBSCRIBE" or "LIST_SUBSCRIPTIONS" or "SET_PROPERTY" or "GET_PROPERTY"))
        {
            throw Refuse($"unknown variant `{Method}`, expected one of {Methods} at {PlaceOf(EndOfMethod())}");
        }
    }

    private static string? IdOf(JsonElement root) => !root.TryGetProperty("id", out JsonElement id) ? null
        : id.ValueKind switch
        {
            JsonValueKind.Null => "null",
            JsonValueKind.Number when id.TryGetInt64(out _) => id.GetRawText(),
            JsonValueKind.String when id.GetString() is { Length: <= MaxIdLength } => id.GetRawText(),
            _ => null,
        };

    private int EndOfMethod()
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1
                && reader.ValueTextEquals("method"u8))
            {
                reader.Read();
                return (int)reader.BytesConsumed;
            }
        }

        return bytes.Length;
    }

    private string PlaceOf(int offset)
    {
        ReadOnlySpan<byte> before = bytes.AsSpan(0, offset);
        int line = before.Count((byte)'\n') + 1;
        int column = offset - (before.LastIndexOf((byte)'\n') + 1);
        return string.Create(CultureInfo.InvariantCulture, $"line {line} column {column}");
    }
}
