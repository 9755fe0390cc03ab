using NodaTime;
using NodaTime.Text;

namespace Ballast.Cli.Inputs;

/// <summary>A time on the command line.</summary>
internal static class WrittenInstant
{
    /// <summary>What may be written.</summary>
    public const string Allowed = "a date such as 2024-03-01, or an instant such as 2024-03-01T12:00:00Z";

    /// <summary>Reads a date as its midnight in UTC, or an instant; <see langword="null"/> where it is neither, or
    /// nothing was written.</summary>
    public static Instant? Read(string? word)
    {
        if (word is null)
        {
            return null;
        }

        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(word);
        if (day.Success)
        {
            return day.Value.AtMidnight().InUtc().ToInstant();
        }

        ParseResult<Instant> instant = InstantPattern.ExtendedIso.Parse(word);
        return instant.Success ? instant.Value : null;
    }
}
