using System.Globalization;
using System.Text;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>Reads prices and volumes: plain or with an exponent, zero or more.</summary>
internal static class CsvNumber
{
    // 18 digits always fit a long, and one constructor call then gives the decimal.
    private const int FastDigits = 18;

    private const int MostPlaces = 28;

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

    /// <summary>What is wrong with a price of zero: nothing is worth nothing, and what has no price has an empty
    /// cell.</summary>
    public static CsvFaultException Zero(string column, int line) =>
        new(line, $"{column} is 0, a price is above zero; leave the cell empty where there was none");

    /// <summary>A decimal of digits and places, both zero or more.</summary>
    public static decimal Scaled(long digits, int places) =>
        new(unchecked((int)digits), (int)(digits >> 32), 0, false, (byte)places);

    /// <summary>Reads a number of zero or more.</summary>
    /// <returns>Whether it was one.</returns>
    public static bool TryParse(ReadOnlySpan<byte> cell, out decimal value) =>
        TryParseFast(cell, out value) || (TryParseSlow(cell, out value) && !decimal.IsNegative(value));

    private static bool TryParseFast(ReadOnlySpan<byte> cell, out decimal value)
    {
        value = 0m;
        long mantissa = 0;
        int scale = -1;
        if (cell.Length is 0 or > FastDigits)
        {
            return false;
        }

        int exponent = 0;
        if (cell.Length > 4 && cell[^4] is (byte)'e' or (byte)'E' && !TryTakeExponent(ref cell, out exponent))
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
        int places = Math.Max(scale, 0) + exponent;
        value = places <= MostPlaces ? Scaled(mantissa, places) : 0m;
        return hasDigits && places <= MostPlaces;
    }

    // The usual form of small prices, e-05: two digits, below one.
    private static bool TryTakeExponent(ref ReadOnlySpan<byte> cell, out int places)
    {
        ReadOnlySpan<byte> end = cell[^3..];
        cell = cell[..^4];
        places = ((end[1] - '0') * 10) + (end[2] - '0');
        return end[0] == '-' && char.IsAsciiDigit((char)end[1]) && char.IsAsciiDigit((char)end[2]);
    }

    private static bool TryParseSlow(ReadOnlySpan<byte> cell, out decimal value) =>
        decimal.TryParse(
            cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out value);

    private static string Shown(ReadOnlySpan<byte> cell) => Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 40)]);
}
