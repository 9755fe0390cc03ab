using System.Globalization;

namespace Ballast.Core.Policies.Format;

/// <summary>
/// Reads the number that a JSON text spells, digit by digit; what a decimal cannot hold is refused, never rounded.
/// </summary>
internal static class ExactNumber
{
    /// <summary>
    /// Plain notation in a JSON text: what <see cref="Amounts.CanonicalDecimal"/> writes, trailing zeros allowed.
    /// </summary>
    public const string PlainPattern = @"^-?(0|[1-9][0-9]{0,27})(\.[0-9]{1,28})?$";

    private const int MostDigits = 28;

    /// <summary>Reads a number token of JSON, exponents included.</summary>
    /// <returns>Whether a decimal holds it exactly.</returns>
    public static bool TryRead(string token, out decimal value)
    {
        value = 0m;
        int mark = token.IndexOfAny(['e', 'E']);
        string mantissa = mark < 0 ? token : token[..mark];
        int exponent = 0;
        if (mark >= 0 && !int.TryParse(
            token.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        bool isNegative = mantissa.StartsWith('-');
        string[] parts = mantissa.TrimStart('-').Split('.');
        string fraction = parts.Length > 1 ? parts[1] : "";
        if (!TryScale(parts[0] + fraction, (long)exponent - fraction.Length, out decimal size))
        {
            return false;
        }

        value = isNegative ? -size : size;
        return true;
    }

    /// <summary>digits * 10^power, where exact.</summary>
    private static bool TryScale(string digits, long power, out decimal size)
    {
        size = 0m;
        string significant = digits.Trim('0');
        if (significant.Length == 0)
        {
            return true;
        }

        power += digits.Length - digits.TrimEnd('0').Length;
        if (significant.Length > MostDigits || power < -MostDigits || power + significant.Length > MostDigits)
        {
            return false;
        }

        string plain = power >= 0
            ? significant + new string('0', (int)power)
            : significant.PadLeft(1 - (int)power, '0').Insert(Math.Max(significant.Length + (int)power, 1), ".");
        size = decimal.Parse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return true;
    }
}
