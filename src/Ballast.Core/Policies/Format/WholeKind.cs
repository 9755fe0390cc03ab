using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ballast.Core.Policies.Format;

/// <summary>A bounded whole number.</summary>
internal sealed class WholeKind(int min, int max) : Kind<int>
{
    public override string Allowed { get; } = $"a whole number from {min} up to {max}";

    public override bool TryRead(Spot spot, out int value)
    {
        value = 0;
        if (spot.Value.ValueKind == JsonValueKind.Number && spot.Value.TryGetInt32(out value) && value >= min
            && value <= max)
        {
            return true;
        }

        spot.Refuse(Allowed);
        return false;
    }

    public override JsonNode Write(int value, Notation notation) => JsonValue.Create(value);

    public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max };
}
