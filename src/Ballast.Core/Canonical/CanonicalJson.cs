using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Core.Canonical;

/// <summary>
/// The one text of a JSON value (RFC 8785): no blanks, members ordered by UTF-16 code units, the shortest escapes.
/// Equal values have equal
/// texts, so a hash of it means one thing.
/// </summary>
/// <remarks>
/// We are narrower than the RFC in numbers: only whole numbers of at most 2^53 - 1 are written. The RFC's other numbers
/// are binary
/// doubles, which cannot hold a decimal; write those with <see cref="Decimal"/>.
/// </remarks>
public static class CanonicalJson
{
    private const long LargestWhole = (1L << 53) - 1;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create(['"', '\\', .. Enumerable.Range(0, ' ').Select(code => (char)code)]);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a value.</summary>
    /// <exception cref="ArgumentException">
    /// A number is not whole or beyond 2^53 - 1. A text that is not valid Unicode throws <see
    /// cref="EncoderFallbackException"/>, also one.
    /// </exception>
    public static string Text(JsonNode? value)
    {
        StringBuilder text = new();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>Writes a value that was parsed; no tree of nodes is made of it.</summary>
    /// <exception cref="ArgumentException">As above, or a member's name occurs twice.</exception>
    public static string Text(JsonElement value)
    {
        StringBuilder text = new();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>The canonical text in UTF-8, without a byte order mark.</summary>
    /// <exception cref="ArgumentException">As <see cref="Text(JsonNode)"/>.</exception>
    public static byte[] Bytes(JsonNode? value) => Utf8.GetBytes(Text(value));

    /// <summary>SHA-256 of <see cref="Bytes"/> as 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="ArgumentException">As <see cref="Text(JsonNode)"/>.</exception>
    public static string Hash(JsonNode? value) => Convert.ToHexStringLower(SHA256.HashData(Bytes(value)));

    /// <summary>SHA-256 of the value's <see cref="Text(JsonElement)"/> as 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="ArgumentException">As <see cref="Text(JsonElement)"/>.</exception>
    public static string Hash(JsonElement value) =>
        Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes(Text(value))));

    /// <summary>A decimal as a JSON text in its canonical form: <c>1.50</c> gives <c>"1.5"</c>.</summary>
    public static JsonNode Decimal(decimal value) => JsonValue.Create(CanonicalDecimal.Format(value));

    /// <summary>
    /// An instant as a JSON text, ISO 8601 in UTC with as many decimals of a second as it has:
    /// <c>"2026-01-31T00:00:00Z"</c>.
    /// </summary>
    public static JsonNode Time(Instant value) => JsonValue.Create(InstantPattern.ExtendedIso.Format(value));

    private static void Append(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                AppendMembers(text, members);
                break;
            case JsonArray items:
                AppendItems(text, items);
                break;
            default:
                AppendSingle(text, value);
                break;
        }
    }

    private static void AppendMembers(StringBuilder text, JsonObject members)
    {
        text.Append('{');
        string separator = "";
        foreach ((string name, JsonNode? value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            text.Append(separator);
            AppendQuoted(text, name);
            text.Append(':');
            Append(text, value);
            separator = ",";
        }

        text.Append('}');
    }

    private static void AppendItems(StringBuilder text, JsonArray items)
    {
        text.Append('[');
        string separator = "";
        foreach (JsonNode? item in items)
        {
            text.Append(separator);
            Append(text, item);
            separator = ",";
        }

        text.Append(']');
    }

    private static void AppendSingle(StringBuilder text, JsonNode value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                AppendQuoted(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            default:
                text.Append(Whole(value.ToJsonString()));
                break;
        }
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendMembers(text, value);
                break;
            case JsonValueKind.Array:
                AppendItems(text, value);
                break;
            case JsonValueKind.String:
                AppendQuoted(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Whole(value.GetRawText()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendMembers(StringBuilder text, JsonElement members)
    {
        List<(string Name, JsonElement Value)> ordered =
            [.. members.EnumerateObject().Select(member => (member.Name, member.Value))];
        ordered.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        text.Append('{');
        for (int i = 0; i < ordered.Count; i++)
        {
            if (i > 0 && ordered[i].Name == ordered[i - 1].Name)
            {
                throw new ArgumentException($"the member '{ordered[i].Name}' occurs twice", nameof(members));
            }

            text.Append(i > 0 ? "," : "");
            AppendQuoted(text, ordered[i].Name);
            text.Append(':');
            Append(text, ordered[i].Value);
        }

        text.Append('}');
    }

    private static void AppendItems(StringBuilder text, JsonElement items)
    {
        text.Append('[');
        string separator = "";
        foreach (JsonElement item in items.EnumerateArray())
        {
            text.Append(separator);
            Append(text, item);
            separator = ",";
        }

        text.Append(']');
    }

    private static long Whole(string written)
    {
        return long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
            && whole is >= -LargestWhole and <= LargestWhole
            ? whole
            : throw new ArgumentException(
                $"{written} is not a whole number up to 2^53 - 1; write decimals as text", nameof(written));
    }

    private static void AppendQuoted(StringBuilder text, string content)
    {
        text.Append('"');
        if (!content.AsSpan().ContainsAny(Escaped))
        {
            text.Append(content).Append('"');
            return;
        }

        foreach (char c in content)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
