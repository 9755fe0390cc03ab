using NodaTime;
using NodaTime.TimeZones;

namespace Ballast.Adapters.Notify;

/// <summary>A time of day in which the owner sleeps; it may go over midnight.</summary>
/// <param name="From">Begins then.</param>
/// <param name="To">Ends then; another than <paramref name="From"/>.</param>
/// <param name="Zone">Whose clock.</param>
public sealed record QuietHours(LocalTime From, LocalTime To, DateTimeZone Zone)
{
    /// <summary>When the quiet around an instant ends; the instant itself where it is not quiet.</summary>
    public Instant EndAfter(Instant now)
    {
        ZonedDateTime local = now.InZone(Zone);
        bool isOverMidnight = From > To;
        bool isQuiet = isOverMidnight
            ? local.TimeOfDay >= From || local.TimeOfDay < To
            : local.TimeOfDay >= From && local.TimeOfDay < To;
        if (!isQuiet)
        {
            return now;
        }

        LocalDate end = isOverMidnight && local.TimeOfDay >= From ? local.Date.PlusDays(1) : local.Date;

        // Where the clocks leave that time out, quiet ends when they have gone forward.
        Instant ends = Zone.ResolveLocal(end + To, Resolvers.LenientResolver).ToInstant();
        return Instant.Max(now, ends);
    }
}
