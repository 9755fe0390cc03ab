using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ballast.Core.Policies.Format;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<T>(params (T Value, string Word)[] choices) : Kind<T>
    where T : struct, Enum
{
    public override string Allowed { get; } =
        "one of " + string.Join(", ", choices.Select(choice => $"\"{choice.Word}\""));

    public override bool TryRead(Spot spot, out T value)
    {
        foreach ((T candidate, string word) in choices)
        {
            if (spot.Value.ValueKind == JsonValueKind.String && spot.Value.ValueEquals(word))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        spot.Refuse(Allowed);
        return false;
    }

    public override JsonNode Write(T value, Notation notation) =>
        JsonValue.Create(choices.Single(choice => choice.Value.Equals(value)).Word);

    public override JsonObject Schema() => new()
    {
        ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice.Word)]),
    };
}
