using System.Text.Json;

namespace Ballast.PaperExchange.Faces.PurpleFlea;

/// <summary>The JSON object of a request, read strictly; what is wrong is refused by the field's name.</summary>
internal sealed class FleaBody
{
    private const int LongestText = 1000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonElement root;

    private FleaBody(JsonElement root) => this.root = root;

    public static FleaBody Of(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new FleaBody(document.RootElement.Clone())
                : throw FleaRefusalException.Invalid("body", "must be a JSON object");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw FleaRefusalException.Invalid("body", "is not well-formed JSON");
        }
    }

    public string RequireText(string name) => FindText(name) is { Length: > 0 } text
        ? text
        : throw FleaRefusalException.Invalid(name, "is required");

    public string? FindText(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        string text = value.ValueKind == JsonValueKind.String
            ? TextOf(name, value)
            : throw FleaRefusalException.Invalid(name, "must be a text");
        return text.Length <= LongestText
            ? text
            : throw FleaRefusalException.Invalid(name, $"must be {LongestText} characters at most");
    }

    public decimal RequireNumber(string name, NumberRange range) =>
        FindNumber(name, range) ?? throw FleaRefusalException.Invalid(name, "is required");

    public decimal? FindNumber(string name, NumberRange range)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number)
            && range.Holds(number)
            ? number
            : throw FleaRefusalException.Invalid(name, $"must be a number {range}");
    }

    public bool FindFlag(string name) => Find(name) is { } value
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw FleaRefusalException.Invalid(name, "must be true or false"));

    // A null stands for a field that was left out: agents send both.
    private JsonElement? Find(string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string TextOf(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw FleaRefusalException.Invalid(name, "is not well-formed text");
        }
    }
}

/// <summary>Which numbers a field takes.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
internal sealed record NumberRange(decimal Low, decimal High)
{
    /// <summary>An amount of USDC, above zero.</summary>
    public static NumberRange Amount { get; } = new(0.000000000000000001m, 1_000_000_000_000_000m);

    /// <summary>Units of a coin, above zero.</summary>
    public static NumberRange Units { get; } = new(0.000000000000000001m, 1_000_000_000m);

    /// <summary>Hundredths of a percent.</summary>
    public static NumberRange Bps { get; } = new(0m, 10_000m);

    public bool Holds(decimal number) => number >= Low && number <= High;

    public override string ToString() =>
        ReferenceEquals(this, Amount) || ReferenceEquals(this, Units) ? $"above zero, {High} at most"
            : $"from {Low} to {High}";
}
