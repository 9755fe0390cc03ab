using System.Text.Json;
using System.Text.Json.Serialization;
using Ballast.Core.Amounts;

namespace Ballast.Adapters.Venues.BinanceSpot.Messages;

/// <summary>Amounts and prices travel as texts in plain notation; a number, which may have been rounded, is refused.
/// </summary>
internal sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    /// <inheritdoc/>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? CanonicalDecimal.Parse(reader.GetString() ?? "")
            : throw new JsonException("an amount is not a text");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(CanonicalDecimal.Format(value));
}
