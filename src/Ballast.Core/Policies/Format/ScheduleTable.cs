using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>schedule</c> and <c>atrSchedule</c>.</summary>
internal static class ScheduleTable
{
    private static readonly Kind<Duration> Step = new DurationKind(Duration.FromMinutes(1), Duration.FromDays(366));

    /// <summary>The calendar.</summary>
    public static Block<SchedulePolicy> Schedule { get; } = new(
        new SchedulePolicy("", "UTC", Destination.Target),
        new Binding<SchedulePolicy, string>(PolicyKinds.Cron, (schedule, cron) => schedule with { Cron = cron })
            .Always(
                "cron",
                "Five cron fields: minute, hour, day of month, month, day of week.",
                schedule => schedule.Cron).Required(),
        new Binding<SchedulePolicy, string>(PolicyKinds.TimeZone, (schedule, zone) => schedule with { TimeZone = zone })
            .Always("timeZone", "The IANA time zone that the cron fields are in.", schedule => schedule.TimeZone),
        new Binding<SchedulePolicy, Destination>(
            PolicyKinds.Destination, (schedule, destination) => schedule with { Destination = destination })
            .Always("destination", "Where drifts are taken to.", schedule => schedule.Destination));

    /// <summary>The calendar whose step follows the market.</summary>
    public static Block<AtrSchedulePolicy> AtrSchedule { get; } = new(
        new AtrSchedulePolicy
        {
            Asset = new Asset("UNNAMED"),
            AtrDays = 0,
            RangeDays = 0,
            Percentile = 0m,
            Calm = Duration.Zero,
            Wild = Duration.Zero,
        },
        new Binding<AtrSchedulePolicy, Asset>(PolicyKinds.Asset, (schedule, asset) => schedule with { Asset = asset })
            .Always("asset", "The asset whose average true range is looked at.", schedule => schedule.Asset).Required(),
        new Binding<AtrSchedulePolicy, int>(new WholeKind(1, 365), (schedule, days) => schedule with { AtrDays = days })
            .Always("atrDays", "Days that the true range is averaged over.", schedule => schedule.AtrDays).Required(),
        new Binding<AtrSchedulePolicy, int>(
            new WholeKind(2, 3650), (schedule, days) => schedule with { RangeDays = days })
            .Always("rangeDays", "Days that the percentile is taken over.", schedule => schedule.RangeDays).Required(),
        new Binding<AtrSchedulePolicy, decimal>(
            PolicyKinds.Numbers(new Bounds(0m, 100m, "a percentile")), (schedule, percentile) =>
                schedule with { Percentile = percentile })
            .Always(
                "percentile", "Above this percentile the market is wild.", schedule => schedule.Percentile).Required(),
        new Binding<AtrSchedulePolicy, Duration>(Step, (schedule, step) => schedule with { Calm = step })
            .Always("calm", "Step while the market is calm.", schedule => schedule.Calm).Required(),
        new Binding<AtrSchedulePolicy, Duration>(Step, (schedule, step) => schedule with { Wild = step })
            .Always("wild", "Step while the market is wild.", schedule => schedule.Wild).Required());
}
