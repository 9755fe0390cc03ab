using Ballast.Core.Amounts;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Core;

/// <summary>How numbers and times read in the sentences of reasons; shortened toward zero, never used to
/// decide.</summary>
internal static class Phrase
{
    /// <summary>A fraction as percent with at most two decimals: <c>12.34 %</c>.</summary>
    internal static string Percent(decimal fraction) => $"{Shorten(fraction * 100m)} %";

    /// <summary>A weight as percent with at most two decimals.</summary>
    internal static string Percent(Weight weight) => Percent(weight.Value);

    /// <summary>An amount with at most two decimals.</summary>
    internal static string Amount(Money money) => Shorten(money.Value);

    /// <summary>A number with at most two decimals.</summary>
    internal static string Shorten(decimal value) =>
        CanonicalDecimal.Format(decimal.Round(value, 2, MidpointRounding.ToZero));

    /// <summary>An instant in UTC.</summary>
    internal static string Time(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    /// <summary>A duration in its largest whole unit: <c>6h</c>, <c>90s</c>; below a second in milliseconds.</summary>
    internal static string Span(Duration span)
    {
        long seconds = (long)Math.Truncate(span.TotalSeconds);
        return seconds switch
        {
            0 => $"{(long)Math.Truncate(span.TotalMilliseconds)}ms",
            _ when seconds % 86_400 == 0 => $"{seconds / 86_400}d",
            _ when seconds % 3_600 == 0 => $"{seconds / 3_600}h",
            _ when seconds % 60 == 0 => $"{seconds / 60}m",
            _ => $"{seconds}s",
        };
    }
}
