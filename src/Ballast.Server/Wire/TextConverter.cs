using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ballast.Server.Wire;

/// <summary>Writes a value as one JSON text and reads it back; also as a member name.</summary>
internal sealed class TextConverter<T> : JsonConverter<T>
    where T : notnull
{
    private readonly Func<T, string> write;
    private readonly Func<string, T> read;

    /// <summary>Takes both directions; <paramref name="read"/> throws <see cref="FormatException"/> or <see
    /// cref="ArgumentException"/>.</summary>
    public TextConverter(Func<T, string> write, Func<string, T> read)
    {
        this.write = write;
        this.read = read;
    }

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Parse(reader.GetString()!)
            : throw new JsonException($"a text is needed for {typeToConvert.Name}");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(write(value));

    /// <inheritdoc/>
    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString()!);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(write(value));

    private T Parse(string text)
    {
        try
        {
            return read(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
