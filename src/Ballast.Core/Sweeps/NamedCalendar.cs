using System.Collections.Immutable;
using Ballast.Core.Policies;

namespace Ballast.Core.Sweeps;

/// <summary>A calendar as a sweep offers it: at its times everything goes to target, whatever the drift.</summary>
/// <param name="Name">How a person asks for it.</param>
/// <param name="Schedule">Its times; <see langword="null"/> where there is none.</param>
public sealed record NamedCalendar(string Name, SchedulePolicy? Schedule)
{
    /// <summary>No calendar.</summary>
    public static NamedCalendar None { get; } = new("none", null);

    /// <summary>All that have a name of their own: none, daily, weekly (Sundays), monthly (the first); at midnight
    /// UTC.</summary>
    public static ImmutableArray<NamedCalendar> Known { get; } =
    [
        None,
        At("daily", "0 0 * * *"),
        At("weekly", "0 0 * * 0"),
        At("monthly", "0 0 1 * *"),
    ];

    /// <summary>A policy's own calendar, by the name <c>policy</c>; always to target.</summary>
    public static NamedCalendar Of(Policy policy) => policy.Trigger.Schedule is { } own
        ? new NamedCalendar("policy", own with { Destination = Destination.Target })
        : None;

    private static NamedCalendar At(string name, string cron) =>
        new(name, new SchedulePolicy(cron, "UTC", Destination.Target));
}
