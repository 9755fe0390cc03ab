using Ballast.Core.Policies;
using NCrontab;
using NodaTime;
using NodaTime.TimeZones;

namespace Ballast.Core.Triggers;

/// <summary>
/// A cron schedule in a time zone. Fields by NCrontab, zones by NodaTime. A local time that a clock change skips
/// happens at the first instant after the gap; one that a clock change repeats happens once, the first time.
/// </summary>
public sealed class CronCalendar
{
    // A leap day at a given week day comes back within 40 years; what has no time by then has none.
    private static readonly Duration Horizon = Duration.FromDays(366 * 41);

    private static readonly ZoneLocalMappingResolver FirstOrAfterGap =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private readonly CrontabSchedule fields;
    private readonly DateTimeZone zone;

    // The last answer: the next time after `From` is `Next`. Replaced whole; every reader gets the same answers with
    // and without it.
    private Span memo = new(Instant.MaxValue, Instant.MaxValue);

    private CronCalendar(CrontabSchedule fields, DateTimeZone zone) => (this.fields, this.zone) = (fields, zone);

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="ArgumentException">The fields are not a cron expression or the zone is unknown; policy readers
    /// check first.</exception>
    public static CronCalendar Of(SchedulePolicy policy)
    {
        CrontabSchedule fields = CrontabSchedule.TryParse(policy.Cron)
            ?? throw new ArgumentException($"'{policy.Cron}' is not a cron expression of five fields", nameof(policy));
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(policy.TimeZone)
            ?? throw new ArgumentException($"'{policy.TimeZone}' is not a known time zone", nameof(policy));
        return new CronCalendar(fields, zone);
    }

    /// <summary>The first time of the schedule after an instant, or <see langword="null"/> where there is none within
    /// 41 years.</summary>
    public Instant? NextAfter(Instant instant)
    {
        Span known = memo;
        if (known.From <= instant && instant < known.Next)
        {
            return known.Next;
        }

        if (Search(instant) is not { } next)
        {
            return null;
        }

        memo = new Span(instant, next);
        return next;
    }

    private Instant? Search(Instant instant)
    {
        DateTime local = instant.InZone(zone).ToDateTimeUnspecified();
        DateTime end = (instant + Horizon).InUtc().ToDateTimeUnspecified();

        // Local times rise with instants but for repeated hours, whose second pass maps to the first: skip those.
        foreach (DateTime time in fields.GetNextOccurrences(local, end))
        {
            Instant candidate = LocalDateTime.FromDateTime(time).InZone(zone, FirstOrAfterGap).ToInstant();
            if (candidate > instant)
            {
                return candidate;
            }
        }

        return null;
    }

    private sealed record Span(Instant From, Instant Next);
}
