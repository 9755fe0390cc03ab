using System.Globalization;

namespace Ballast.Core.Amounts;

/// <summary>
/// The one text form of a decimal: plain notation, no exponent, no trailing zeros, no plus sign, <c>0</c> never
/// <c>-0</c>. Equal
/// numbers have equal texts, so hashes of plans and journals mean one thing.
/// </summary>
public static class CanonicalDecimal
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    // Dividing by a one with 28 decimal places strips trailing zeros: the quotient takes the smallest scale that is
    // exact.
    private const decimal OneAtFullScale = 1.0000000000000000000000000000m;

    /// <summary>Writes a number; <c>1.50</c> gives <c>1.5</c>, <c>-0.0</c> gives <c>0</c>.</summary>
    public static string Format(decimal value) =>
        value == 0m ? "0" : (value / OneAtFullScale).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads plain notation (trailing zeros accepted; exponents, group separators, blanks and empty text are not).
    /// Digits beyond
    /// what a decimal holds are refused rather than rounded.
    /// </summary>
    /// <returns>Whether the text was such a number.</returns>
    public static bool TryParse(string? text, out decimal value)
    {
        value = 0m;
        if (string.IsNullOrEmpty(text) || !decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        return text.Count(char.IsAsciiDigit) <= 28 || Format(value) == text.TrimEnd('0').TrimEnd('.');
    }

    /// <summary>Reads plain notation.</summary>
    /// <exception cref="FormatException">The text is not a plain decimal number.</exception>
    public static decimal Parse(string text) =>
        TryParse(text, out decimal value)
            ? value
            : throw new FormatException($"'{text}' is not a plain decimal number");
}
