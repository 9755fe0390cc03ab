using Ballast.Core.Amounts;
using Ballast.Core.Simulation;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Cli.Commands;

/// <summary>The conventions of a backtest as a person writes them on the command line.</summary>
internal sealed record BacktestTerms
{
    private const decimal DefaultCapital = 100_000m;

    // Enough for any portfolio, little enough that products with prices stay exact decimals.
    private const decimal MostCapital = 1_000_000_000_000m;

    /// <summary>Quote currency at the start.</summary>
    public required Money Capital { get; init; }

    /// <summary>At which price decisions trade.</summary>
    public required FillModel Fill { get; init; }

    /// <summary>The first instant.</summary>
    public required Instant From { get; init; }

    /// <summary>The last instant, inclusive.</summary>
    public required Instant To { get; init; }

    /// <summary>Reads the options; those that are missing have their defaults.</summary>
    /// <exception cref="FormatException">One of them is not what it should be; the message names it.</exception>
    public static BacktestTerms Parse((string? From, string? To) range, string? capital, string? fill) => new()
    {
        Capital = CapitalOf(capital),
        Fill = FillOf(fill),
        From = range.From is null ? Instant.MinValue : InstantOf("--from", range.From, Duration.Zero),
        To = range.To is null ? Instant.MaxValue : InstantOf("--to", range.To, Duration.FromDays(1) - Duration.Epsilon),
    };

    private static Money CapitalOf(string? text)
    {
        if (text is null)
        {
            return new Money(DefaultCapital);
        }

        return CanonicalDecimal.TryParse(text, out decimal capital) && capital is > 0m and <= MostCapital
            ? new Money(capital)
            : throw new FormatException(
                $"--capital is '{text}', it must be a plain number above 0 and at most {MostCapital}");
    }

    private static FillModel FillOf(string? text) => text switch
    {
        null or "next-bar" => FillModel.NextBar,
        "same-close" => FillModel.SameClose,
        _ => throw new FormatException($"--fill is '{text}', it must be next-bar or same-close"),
    };

    /// <summary>A day means its first or its last instant.</summary>
    private static Instant InstantOf(string option, string text, Duration intoDay)
    {
        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(text);
        if (day.Success)
        {
            return day.Value.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() + intoDay;
        }

        ParseResult<Instant> instant = InstantPattern.ExtendedIso.Parse(text);
        return instant.Success
            ? instant.Value
            : throw new FormatException(
                $"{option} is '{text}', it must be a day (2021-01-31) or an instant (2021-01-31T06:00:00Z)");
    }
}
