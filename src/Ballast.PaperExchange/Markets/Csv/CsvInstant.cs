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

    // Above this a whole number is milliseconds: as seconds it would lie beyond the year 5000.
    private const long LargestSeconds = 99_999_999_999;

    private const long LargestMilliseconds = LargestSeconds * 1000;

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    public static Instant Parse(ReadOnlySpan<byte> cell, int line)
    {
        string text = Encoding.UTF8.GetString(cell);
        if (cell.Length >= DateLength && cell[4] == '-' && TryParseDate(text, out Instant dated))
        {
            return dated;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= LargestMilliseconds)
        {
            return number > LargestSeconds
                ? Instant.FromUnixTimeMilliseconds(number)
                : Instant.FromUnixTimeSeconds(number);
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
