using System.Text.Json;
using System.Text.Json.Serialization;
using Ballast.Core.Amounts;
using NodaTime;
using NodaTime.Text;

namespace Ballast.PaperExchange.Faces.Admin;

/// <summary>
/// How the exchange's own (not Binance-shaped) messages are written: amounts as canonical text, instants as ISO 8601.
/// </summary>
public static class AdminJson
{
    /// <summary>Reads and writes them.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters =
            { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new AmountConverter(),
                new InstantConverter() },
    };

    private sealed class AmountConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                return reader.GetDecimal();
            }

            return CanonicalDecimal.TryParse(reader.GetString(), out decimal amount)
                ? amount
                : throw new JsonException("an amount is a plain decimal number");
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(CanonicalDecimal.Format(value));
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "").TryGetValue(default, out Instant at)
                ? at
                : throw new JsonException("an instant is ISO 8601 in UTC");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
