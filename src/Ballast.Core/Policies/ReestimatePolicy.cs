using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>When a moving target is worked out again: by a step or by a calendar, never both.</summary>
public sealed record ReestimatePolicy
{
    /// <summary>The step, counted from 1970-01-01T00:00Z; <see langword="null"/> where a calendar decides.</summary>
    public Duration? Every { get; init; }

    /// <summary>Five cron fields; <see langword="null"/> where a step decides.</summary>
    public string? Cron { get; init; }

    /// <summary>The IANA zone that the cron fields are in. Default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";
}
