namespace Ballast.Core.Portfolios;

/// <summary>The owner's name of a portfolio: 1 to 64 characters out of lower-case letters, digits, <c>-</c> and
/// <c>_</c>.</summary>
public sealed record PortfolioId : IComparable<PortfolioId>
{
    /// <summary>Names a portfolio.</summary>
    /// <exception cref="ArgumentException">The text is not of that form.</exception>
    public PortfolioId(string value)
    {
        if (!IsValid(value))
        {
            throw new ArgumentException($"'{value}' is not a portfolio name", nameof(value));
        }

        Value = value;
    }

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>Whether a text can name a portfolio.</summary>
    public static bool IsValid(string? value) =>
        value is { Length: > 0 and <= 64 }
            && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>Ordinal order.</summary>
    public int CompareTo(PortfolioId? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
