using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Format;

/// <summary>A bounded decimal, written as a number or as a text in plain notation.</summary>
internal sealed partial class NumberKind<T> : Kind<T>
{
    /// <summary>Makes the value from a decimal within the bounds.</summary>
    public required Func<decimal, T> Make { get; init; }

    /// <summary>The decimal of a value.</summary>
    public required Func<T, decimal> Number { get; init; }

    /// <summary>Which decimals are allowed.</summary>
    public required Bounds Bounds { get; init; }

    /// <summary>Whether it counts money or units, which are written as text.</summary>
    public required NumberUse Use { get; init; }

    public override string Allowed => Bounds.ToString();

    public override bool TryRead(Spot spot, out T value)
    {
        value = default!;
        string? token = spot.Value.ValueKind switch
        {
            JsonValueKind.Number => spot.Value.GetRawText(),
            JsonValueKind.String when Plain().IsMatch(spot.Value.GetString()!) => spot.Value.GetString()!,
            _ => null,
        };
        if (token is null || !ExactNumber.TryRead(token, out decimal number) || !Bounds.Contain(number))
        {
            spot.Refuse(Allowed);
            return false;
        }

        value = Make(number);
        return true;
    }

    public override JsonNode Write(T value, Notation notation)
    {
        decimal number = Number(value);
        string text = CanonicalDecimal.Format(number);
        return notation == Notation.Canonical || Use == NumberUse.Amount
            ? JsonValue.Create(text)
            : JsonNode.Parse(text)!;
    }

    public override JsonObject Schema()
    {
        JsonObject schema = new()
        {
            ["type"] = new JsonArray("number", "string"),
            ["pattern"] = ExactNumber.PlainPattern
        };
        schema[Bounds.IsOpenBelow ? "exclusiveMinimum" : "minimum"] = JsonNode.Parse(
            CanonicalDecimal.Format(Bounds.Min));
        schema[Bounds.IsOpenAbove ? "exclusiveMaximum" : "maximum"] = JsonNode.Parse(
            CanonicalDecimal.Format(Bounds.Max));
        return schema;
    }

    [GeneratedRegex(ExactNumber.PlainPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}

/// <summary>What a number counts.</summary>
internal enum NumberUse
{
    /// <summary>A fraction, a rate or a measure.</summary>
    Measure = 0,

    /// <summary>Money or units of an asset.</summary>
    Amount = 1,
}

/// <summary>Allowed numbers, and what they mean.</summary>
/// <param name="Min">Lower bound.</param>
/// <param name="Max">Upper bound.</param>
/// <param name="Meaning">Unit and example, for people.</param>
internal sealed record Bounds(decimal Min, decimal Max, string Meaning)
{
    /// <summary>Whether the lower bound itself is not allowed.</summary>
    public bool IsOpenBelow { get; init; }

    /// <summary>Whether the upper bound itself is not allowed.</summary>
    public bool IsOpenAbove { get; init; }

    /// <summary>Whether a number is allowed.</summary>
    public bool Contain(decimal number) =>
        (IsOpenBelow ? number > Min : number >= Min) && (IsOpenAbove ? number < Max : number <= Max);

    public override string ToString()
    {
        string from = (IsOpenBelow ? "above " : "from ") + CanonicalDecimal.Format(Min);
        string to = (IsOpenAbove ? "and below " : "up to ") + CanonicalDecimal.Format(Max);
        return $"a number {from} {to}, {Meaning}, at most 28 digits";
    }
}
