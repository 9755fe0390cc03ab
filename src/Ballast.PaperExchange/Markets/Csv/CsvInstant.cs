using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NodaTime;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>
/// Reads instants: <c>2024-08-09</c> (midnight UTC), <c>2024-08-09T13:05[:06[.789]][Z]</c> (a blank may stand for the
/// T; UTC), or Unix seconds or milliseconds.
/// </summary>
internal static class CsvInstant
{
    private const int DateLength = 10;
    private const int MinuteLength = 16;
    private const int SecondLength = 19;

    // 1970-01-01 counted as DateOnly counts days.
    private const int UnixEpochDay = 719_162;

    // Above this a whole number is milliseconds: as seconds it would lie beyond the year 5000.
    private const long LargestSeconds = 99_999_999_999;

    private const long LargestMilliseconds = LargestSeconds * 1000;

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    /// <summary>Reads any form.</summary>
    /// <exception cref="CsvFaultException">It is none of them.</exception>
    public static Instant Parse(ReadOnlySpan<byte> cell, int line) =>
        TryParsePlain(cell, out Instant at) ? at : ParseAny(cell, line);

    /// <summary>
    /// Reads the usual forms (whole numbers, dates, times to the second without or with a Z) without making a text.
    /// </summary>
    /// <returns>Whether it was one of them.</returns>
    public static bool TryParsePlain(ReadOnlySpan<byte> cell, out Instant at)
    {
        at = default;
        ReadOnlySpan<byte> zoneless = cell.Length > DateLength && cell[^1] == 'Z' ? cell[..^1] : cell;
        if (zoneless is [_, _, _, _, (byte)'-', _, _, (byte)'-', ..])
        {
            return zoneless.Length switch
            {
                DateLength => TryDay(zoneless, 0, out at),
                MinuteLength => TryTime(zoneless, Digits(zoneless[14..16]) * 60, out at),
                SecondLength when zoneless[16] == ':' && Digits(zoneless[17..19]) is var second and >= 0 and < 60 =>
                    TryTime(zoneless, (Digits(zoneless[14..16]) * 60) + second, out at),
                _ => false,
            };
        }

        bool isNumber = Utf8Parser.TryParse(cell, out long number, out int used) && used == cell.Length;
        return isNumber && char.IsAsciiDigit((char)cell[0]) && TryUnix(number, out at);
    }

    private static bool TryTime(ReadOnlySpan<byte> cell, int secondsOfHour, out Instant at)
    {
        at = default;
        int hour = Digits(cell[11..13]);
        bool formed = cell[10] is (byte)'T' or (byte)' ' && cell[13] == ':';
        bool valid = hour is >= 0 and < 24 && secondsOfHour is >= 0 and < 3600;
        return formed && valid && TryDay(cell, (hour * 3600) + secondsOfHour, out at);
    }

    private static bool TryDay(ReadOnlySpan<byte> cell, int secondsOfDay, out Instant at)
    {
        at = default;
        (int year, int month, int day) = (Digits(cell[..4]), Digits(cell[5..7]), Digits(cell[8..10]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        long days = new DateOnly(year, month, day).DayNumber - UnixEpochDay;
        at = Instant.FromUnixTimeSeconds((days * 86_400L) + secondsOfDay);
        return true;
    }

    // Negative where a character is no digit; far enough below zero that no sum with other parts hides it.
    private static int Digits(ReadOnlySpan<byte> text)
    {
        int value = 0;
        foreach (byte c in text)
        {
            if (!char.IsAsciiDigit((char)c))
            {
                return -1_000_000;
            }

            value = (value * 10) + (c - '0');
        }

        return value;
    }

    private static bool TryUnix(long number, out Instant at)
    {
        bool inRange = number is >= 0 and <= LargestMilliseconds;
        at = !inRange ? default
            : number > LargestSeconds
                ? Instant.FromUnixTimeMilliseconds(number)
                : Instant.FromUnixTimeSeconds(number);
        return inRange;
    }

    private static Instant ParseAny(ReadOnlySpan<byte> cell, int line)
    {
        string text = Encoding.UTF8.GetString(cell);
        if (cell.Length >= DateLength && cell[4] == '-' && TryParseDate(text, out Instant dated))
        {
            return dated;
        }

        throw new CsvFaultException(line, $"'{text}' is not a time (2024-08-09, 2024-08-09T13:00:00Z or Unix seconds)");
    }

    private static bool TryParseDate(string text, out Instant at)
    {
        at = default;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string plain = text.Replace(' ', 'T');
        plain = plain.EndsWith('Z')
            ? plain[..^1]
            : plain.EndsWith("+00:00", StringComparison.Ordinal) ? plain[..^6] : plain;
        bool known = plain.Length == DateLength
            ? DateTime.TryParseExact(plain, "yyyy-MM-dd", CultureInfo.InvariantCulture, utc, out DateTime when)
            : DateTime.TryParseExact(plain, Forms, CultureInfo.InvariantCulture, utc, out when);
        if (known)
        {
            at = Instant.FromDateTimeUtc(when);
        }

        return known;
    }
}
