using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>Durations as the file writes them: a whole number and one unit out of ms, s, m, h, d.</summary>
public static partial class PolicyDuration
{
    /// <summary>The form as a regular expression.</summary>
    public const string Pattern = "^[0-9]{1,9}(ms|s|m|h|d)$";

    private static readonly (string Unit, Duration Length)[] Units =
    [
        ("d", Duration.FromDays(1)),
        ("h", Duration.FromHours(1)),
        ("m", Duration.FromMinutes(1)),
        ("s", Duration.FromSeconds(1)),
        ("ms", Duration.FromMilliseconds(1)),
    ];

    /// <summary>Reads a duration.</summary>
    /// <returns>Whether the text has the form and the duration can be held.</returns>
    public static bool TryParse(string text, out Duration duration)
    {
        duration = Duration.Zero;
        Match match = Form().Match(text);
        if (!match.Success)
        {
            return false;
        }

        long count = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Duration length = Units.Single(unit => unit.Unit == match.Groups[2].Value).Length;
        if (count > Duration.MaxValue.TotalDays / length.TotalDays)
        {
            return false;
        }

        duration = length * count;
        return true;
    }

    /// <summary>Writes a duration in the largest unit that divides it.</summary>
    /// <exception cref="ArgumentException">It is negative or finer than a millisecond.</exception>
    public static string Text(Duration duration)
    {
        if (duration == Duration.Zero)
        {
            return "0s";
        }

        foreach ((string unit, Duration length) in Units)
        {
            long count = (long)Math.Floor(duration / length);
            if (count > 0 && length * count == duration)
            {
                return count.ToString(CultureInfo.InvariantCulture) + unit;
            }
        }

        throw new ArgumentException($"{duration} is not a whole number of milliseconds", nameof(duration));
    }

    [GeneratedRegex("^([0-9]{1,9})(ms|s|m|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
