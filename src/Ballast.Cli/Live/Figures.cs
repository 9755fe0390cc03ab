using System.Globalization;
using Ballast.Core.Amounts;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Cli.Live;

/// <summary>Numbers as a person reads them on a screen; files and APIs get full precision.</summary>
internal static class Figures
{
    private static readonly InstantPattern Clock = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly InstantPattern Short = InstantPattern.CreateWithInvariantCulture("MM-dd HH:mm");

    /// <summary>Two decimals with thousands separators.</summary>
    public static string Amount(Money value) => value.Value.ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>One decimal of a percent, such as <c>41.2 %</c>.</summary>
    public static string Percent(decimal fraction) =>
        (fraction * 100m).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Two decimals of a percent, with its sign.</summary>
    public static string Change(decimal fraction) =>
        (fraction * 100m).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>Points of weight with sign, such as <c>+1.2</c>.</summary>
    public static string Points(decimal fraction) =>
        (fraction * 100m).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    /// <summary>Six significant digits, trailing zeros dropped: enough for a price or a size on a line.</summary>
    public static string Digits(decimal value)
    {
        int whole = Math.Abs(value) < 1m ? 0 : (int)Math.Log10((double)Math.Abs(value)) + 1;
        string format = whole >= 4 ? "N2" : "0." + new string('#', Math.Max(2, 6 - whole));
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Date and minute.</summary>
    public static string Time(Instant at) => Clock.Format(at);

    /// <summary>Date without the year, and minute.</summary>
    public static string ShortTime(Instant at) => Short.Format(at);
}
