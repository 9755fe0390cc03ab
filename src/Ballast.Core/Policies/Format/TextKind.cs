using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ballast.Core.Policies.Format;

/// <summary>A text of a given form: names of assets, accounts and portfolios, cron fields, time zones.</summary>
internal sealed class TextKind<T> : Kind<T>
{
    /// <summary>Whether a text is one.</summary>
    public required Func<string, bool> IsValid { get; init; }

    /// <summary>Makes the value from a valid text.</summary>
    public required Func<string, T> Make { get; init; }

    /// <summary>The text of a value.</summary>
    public required Func<T, string> Text { get; init; }

    /// <summary>What is allowed, for people.</summary>
    public required string Words { get; init; }

    /// <summary>
    /// The form as a regular expression; weaker than <see cref="IsValid"/> where a form is not regular.
    /// </summary>
    public required string Pattern { get; init; }

    public override string Allowed => Words;

    public override bool TryRead(Spot spot, out T value)
    {
        value = default!;
        if (spot.Value.ValueKind != JsonValueKind.String || !IsValid(spot.Value.GetString()!))
        {
            spot.Refuse(Allowed);
            return false;
        }

        value = Make(spot.Value.GetString()!);
        return true;
    }

    public override JsonNode Write(T value, Notation notation) => JsonValue.Create(Text(value));

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = Pattern };
}
