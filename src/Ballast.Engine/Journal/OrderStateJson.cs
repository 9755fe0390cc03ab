using System.Text.Json;
using System.Text.Json.Serialization;
using Ballast.Core.Orders;

namespace Ballast.Engine.Journal;

/// <summary>
/// Writes an order's state by name for the state hash; states are never read back, they are the fold of their events.
/// </summary>
internal sealed class OrderStateJson : JsonConverter<OrderState>
{
    public override OrderState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("an order's state is the fold of its events");

    public override void Write(Utf8JsonWriter writer, OrderState value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
