using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>
/// How often drift is looked at: a duration, or <c>"tick"</c>, which is <see langword="null"/> in the policy.
/// </summary>
internal sealed class CheckKind(DurationKind durations) : Kind<Duration?>
{
    private const string Tick = "tick";

    public override string Allowed => $"\"{Tick}\" (on every price), or {durations.Allowed}";

    public override bool TryRead(Spot spot, out Duration? value)
    {
        value = null;
        if (spot.Value.ValueKind == JsonValueKind.String && spot.Value.ValueEquals(Tick))
        {
            return true;
        }

        List<PolicyError> errors = [];
        if (durations.TryRead(spot with { Errors = errors }, out Duration duration))
        {
            value = duration;
            return true;
        }

        spot.Refuse(Allowed);
        return false;
    }

    public override JsonNode Write(Duration? value, Notation notation) =>
        value is { } duration ? durations.Write(duration, notation) : JsonValue.Create(Tick);

    public override JsonObject Schema() =>
        new() { ["type"] = "string", ["pattern"] = $"^{Tick}$|{PolicyDuration.Pattern}" };
}
