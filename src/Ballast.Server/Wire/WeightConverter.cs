using System.Text.Json;
using System.Text.Json.Serialization;
using Ballast.Core.Amounts;

namespace Ballast.Server.Wire;

/// <summary>Weights and drifts travel as plain JSON numbers, as fractions.</summary>
internal sealed class WeightConverter : JsonConverter<Weight>
{
    /// <inheritdoc/>
    public override Weight Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetDecimal());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Weight value, JsonSerializerOptions options) =>
        writer.WriteRawValue(CanonicalDecimal.Format(value.Value));
}
