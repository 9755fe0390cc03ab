using System.Globalization;

namespace Ballast.Adapters.Venues;

/// <summary>How far two clocks are apart, in words.</summary>
internal static class ClockDistance
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>In the largest unit that there are two of, rounded to a whole one: <c>325 days</c>, <c>90 minutes</c>,
    /// <c>1250 ms</c>; whichever is ahead.</summary>
    public static string Of(TimeSpan apart) => apart.Duration() switch
    {
        var far when far >= 2 * Day => Whole(far / Day, "days"),
        var far when far >= 2 * Hour => Whole(far / Hour, "hours"),
        var far when far >= 2 * Minute => Whole(far / Minute, "minutes"),
        var far when far >= 2 * Second => Whole(far / Second, "seconds"),
        var near => Whole(near.TotalMilliseconds, "ms"),
    };

    private static string Whole(double count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}");
}
