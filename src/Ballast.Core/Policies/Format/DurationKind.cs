using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>A bounded duration such as <c>"6h"</c>.</summary>
internal sealed class DurationKind(Duration min, Duration max) : Kind<Duration>
{
    public override string Allowed { get; } =
        $"a duration from \"{PolicyDuration.Text(min)}\" up to \"{PolicyDuration.Text(max)}\": a whole number and ms, "
        + $"s, "
        + $"m, h or d";

    public override bool TryRead(Spot spot, out Duration value)
    {
        value = Duration.Zero;
        if (spot.Value.ValueKind == JsonValueKind.String
            && PolicyDuration.TryParse(spot.Value.GetString()!, out value) && value >= min && value <= max)
        {
            return true;
        }

        spot.Refuse(Allowed);
        return false;
    }

    public override JsonNode Write(Duration value, Notation notation) => JsonValue.Create(PolicyDuration.Text(value));

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = PolicyDuration.Pattern };
}
