using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Simulation;
using Ballast.Core.Triggers;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Cli.Commands;

/// <summary>The conventions of a backtest as a person writes them on the command line.</summary>
internal sealed record BacktestTerms
{
    private const decimal DefaultCapital = 100_000m;

    private const string EveryMonth = "0 0 1 * *";

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

    /// <summary>What comes in, or goes out below zero, again and again.</summary>
    public required ImmutableArray<Money> Recurring { get; init; }

    /// <summary>When it does.</summary>
    public required SchedulePolicy FlowCalendar { get; init; }

    /// <summary>On how many successive days to begin; zero to begin once.</summary>
    public int Starts { get; init; }

    /// <summary>What comes and goes on given days.</summary>
    public ImmutableArray<OwnerFlow> Flows { get; init; } = [];

    /// <summary>All flows over a table of prices: the given ones, and the recurring ones from the first instant to
    /// the last.</summary>
    public ImmutableArray<OwnerFlow> FlowsIn(CandleTable prices)
    {
        Instant from = Instant.Max(From, prices.Instants[0]);
        Instant to = Instant.Min(To, prices.Instants[^1]);
        return [.. Flows, .. Recurring.SelectMany(amount => OwnerFlow.Every(amount, FlowCalendar, from, to))];
    }

    /// <summary>Reads the options; those that are missing have their defaults.</summary>
    /// <exception cref="FormatException">One of them is not what it should be; the message names it.</exception>
    public static BacktestTerms Parse(
        (string? From, string? To) range, string? capital, string? fill, (string? In, string? Out, string? At) flow) =>
        new()
        {
            Capital = CapitalOf(capital),
            Recurring = RecurringOf(flow.In, flow.Out),
            FlowCalendar = CalendarOf(flow.At ?? EveryMonth),
            Fill = FillOf(fill),
            From = range.From is null ? Instant.MinValue : InstantOf("--from", range.From, Duration.Zero),
            To = range.To is null
                ? Instant.MaxValue
                : InstantOf("--to", range.To, Duration.FromDays(1) - Duration.Epsilon),
        };

    private static Money CapitalOf(string? text) =>
        text is null ? new Money(DefaultCapital) : AmountOf("--capital", text);

    private static ImmutableArray<Money> RecurringOf(string? deposit, string? withdrawal)
    {
        var amounts = ImmutableArray.CreateBuilder<Money>();
        if (deposit is not null)
        {
            amounts.Add(AmountOf("--deposit", deposit));
        }

        if (withdrawal is not null)
        {
            amounts.Add(-AmountOf("--withdraw", withdrawal));
        }

        return amounts.DrainToImmutable();
    }

    private static Money AmountOf(string option, string text) =>
        CanonicalDecimal.TryParse(text, out decimal amount) && amount is > 0m and <= MostCapital
            ? new Money(amount)
            : throw new FormatException(
                $"{option} is '{text}', it must be a plain number above 0 and at most {MostCapital}");

    private static SchedulePolicy CalendarOf(string cron)
    {
        var calendar = new SchedulePolicy(cron, "UTC", Destination.Target);
        try
        {
            _ = CronCalendar.Of(calendar);
            return calendar;
        }
        catch (ArgumentException)
        {
            throw new FormatException(
                $"--flow-at is '{cron}', it must be a cron expression of five fields, such as '{EveryMonth}'");
        }
    }

    private static FillModel FillOf(string? text) => text switch
    {
        null or "next-bar" => FillModel.NextBar,
        "same-close" => FillModel.SameClose,
        _ => throw new FormatException($"--fill is '{text}', it must be next-bar or same-close"),
    };

    /// <summary>A day means its first or its last instant.</summary>
    public static Instant InstantOf(string option, string text, Duration intoDay)
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
