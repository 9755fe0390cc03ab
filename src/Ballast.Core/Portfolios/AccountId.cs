namespace Ballast.Core.Portfolios;

/// <summary>The owner's name of one account at one venue, wallet or service: 1 to 64 characters out of lower-case
/// letters, digits, <c>-</c> and <c>_</c>.</summary>
public sealed record AccountId : IComparable<AccountId>
{
    /// <summary>Names an account.</summary>
    /// <exception cref="ArgumentException">The text is not of that form.</exception>
    public AccountId(string value)
    {
        if (!IsValid(value))
        {
            throw new ArgumentException($"'{value}' is not an account name", nameof(value));
        }

        Value = value;
    }

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>Whether a text can name an account.</summary>
    public static bool IsValid(string? value) =>
        value is { Length: > 0 and <= 64 }
            && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>Ordinal order.</summary>
    public int CompareTo(AccountId? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
