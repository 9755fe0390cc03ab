using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ballast.Core.Amounts;
using Ballast.Server.Wire;

namespace Ballast.Server.Problems;

/// <summary>Says what is wrong with a body that could not be read: which field, what stands there and what is allowed,
/// in words of the API and not of the program.</summary>
internal static class BodyFault
{
    private const int LongestValue = 60;

    /// <summary>The fault of a body.</summary>
    /// <param name="body">As it was sent.</param>
    /// <param name="wanted">What it should have been; every member of it is flat.</param>
    public static string Of(ReadOnlyMemory<byte> body, Type wanted)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Of(document.RootElement, WireJson.Options.GetTypeInfo(wanted));
        }
        catch (JsonException malformed)
        {
            return body.Span.Trim(" \t\r\n"u8).IsEmpty
                ? $"there is no body; {Members(WireJson.Options.GetTypeInfo(wanted))}"
                : $"the body is not JSON at line {malformed.LineNumber + 1}; a JSON object is needed";
        }
    }

    private static string Of(JsonElement root, JsonTypeInfo type)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return $"$ is {Shown(root)}; {Members(type)}";
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (type.Properties.FirstOrDefault(known => known.Name == member.Name) is not { } known)
            {
                return $"$.{member.Name} is not known; {Members(type)}";
            }

            if (!seen.Add(member.Name))
            {
                return $"$.{member.Name} is there twice; give it once";
            }

            if (!IsReadable(member.Value, known))
            {
                return $"$.{member.Name} is {Shown(member.Value)}; allowed is {Allowed(known.PropertyType)}";
            }
        }

        string[] missing = [.. from known in type.Properties
                               where known.IsRequired && !seen.Contains(known.Name)
                               select known.Name];
        return missing.Length == 0
            ? $"the body cannot be read; {Members(type)}"
            : $"{string.Join(", ", missing.Select(name => $"$.{name}"))} missing; {Members(type)}";
    }

    private static bool IsReadable(JsonElement value, JsonPropertyInfo known)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return known.IsSetNullable;
        }

        try
        {
            return value.Deserialize(known.PropertyType, WireJson.Options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Allowed(Type type)
    {
        Type kind = Nullable.GetUnderlyingType(type) ?? type;
        return kind switch
        {
            { IsEnum: true } => "one of " + string.Join(
                ", ", Enum.GetNames(kind).Select(name => $"\"{JsonNamingPolicy.CamelCase.ConvertName(name)}\"")),
            _ when kind == typeof(string) => "a text",
            _ when kind == typeof(Asset) => "an asset's name, such as \"BTC\"",
            _ when kind == typeof(Price) || kind == typeof(Money) || kind == typeof(Quantity) =>
                "a plain decimal number in quotes, such as \"0.1605\"",
            _ => "what the API's description says",
        };
    }

    private static string Members(JsonTypeInfo type) => "allowed is an object of "
        + string.Join(
            ", ", type.Properties.Select(known => known.IsRequired ? known.Name : $"{known.Name} (optional)"));

    private static string Shown(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= LongestValue ? text : text[..LongestValue] + "\u2026";
    }
}
