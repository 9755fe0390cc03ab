namespace Ballast.Core.Policies;

/// <summary>A cron schedule in a time zone.</summary>
/// <param name="Cron">Five fields.</param>
/// <param name="TimeZone">An IANA zone id.</param>
/// <param name="Destination">Where drifts are taken to.</param>
public sealed record SchedulePolicy(string Cron, string TimeZone, Destination Destination);
