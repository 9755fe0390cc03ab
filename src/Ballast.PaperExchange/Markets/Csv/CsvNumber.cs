using System.Globalization;
using System.Text;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>Reads prices and volumes: plain or with an exponent, zero or more.</summary>
internal static class CsvNumber
{
    // 18 digits always fit a long, and one division or constructor call then gives the decimal.
    private const int FastDigits = 18;

    public static decimal Parse(ReadOnlySpan<byte> cell, string column, int line)
    {
        if (TryParseFast(cell, out decimal fast))
        {
            return fast;
        }

        if (cell.Length > 0 && TryParseSlow(cell, out decimal slow))
        {
            return slow >= 0m
                ? slow
                : throw new CsvFaultException(line, $"{column} is {Shown(cell)}, a price or volume is not negative");
        }

        throw new CsvFaultException(line, cell.IsEmpty
            ? $"{column} is missing"
            : $"{column} is '{Shown(cell)}', which is not a number");
    }

    /// <summary>A decimal of digits and places, both zero or more.</summary>
    public static decimal Scaled(long digits, int places) =>
        new(unchecked((int)digits), (int)(digits >> 32), 0, false, (byte)places);

    private static bool TryParseFast(ReadOnlySpan<byte> cell, out decimal value)
    {
        value = 0m;
        long mantissa = 0;
        int scale = -1;
        if (cell.Length is 0 or > FastDigits)
        {
            return false;
        }

        foreach (byte c in cell)
        {
            if (c == '.' && scale < 0)
            {
                scale = 0;
                continue;
            }

            int digit = c - (byte)'0';
            if (digit is < 0 or > 9)
            {
                return false;
            }

            mantissa = (mantissa * 10) + digit;
            scale += scale < 0 ? 0 : 1;
        }

        bool hasDigits = cell.Length > (scale < 0 ? 0 : 1);
        value = Scaled(mantissa, Math.Max(scale, 0));
        return hasDigits;
    }

    private static bool TryParseSlow(ReadOnlySpan<byte> cell, out decimal value) =>
        decimal.TryParse(
            cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out value);

    private static string Shown(ReadOnlySpan<byte> cell) => Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 40)]);
}
