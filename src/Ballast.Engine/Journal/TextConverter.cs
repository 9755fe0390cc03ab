using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ballast.Engine.Journal;

/// <summary>Writes a value as one JSON text, also as a member name, and reads it back.</summary>
internal abstract class TextConverter<T> : JsonConverter<T>
    where T : notnull
{
    protected abstract T Parse(string text);

    protected abstract string Format(T value);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parsed(reader.TokenType == JsonTokenType.String ? reader.GetString()!
            : throw new JsonException("text expected"));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));

    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parsed(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Format(value));

    private T Parsed(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or OverflowException)
        {
            throw new JsonException($"'{text}' is not a {typeof(T).Name}", unreadable);
        }
    }
}
