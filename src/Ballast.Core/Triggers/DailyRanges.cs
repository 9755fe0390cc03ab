using Ballast.Core.Markets;
using NodaTime;
using Ballast.Core.Decisions;

namespace Ballast.Core.Triggers;

/// <summary>High, low and close of UTC days, put together from bars of a day or less.</summary>
internal static class DailyRanges
{
    private static readonly Duration Day = Duration.FromDays(1);

    /// <summary>The last days that have ended, oldest first; bars without high and low must have been refused
    /// before.</summary>
    /// <param name="bars">Bars of one asset, oldest first.</param>
    /// <param name="barLength">Their nominal length.</param>
    /// <param name="now">A day counts once its last bar has ended.</param>
    /// <param name="most">As many days as are needed.</param>
    internal static List<DayRange> Of(ReadOnlySpan<Candle> bars, Duration barLength, Instant now, int most)
    {
        List<DayRange> days = [];
        Instant running = now + barLength;
        for (int i = bars.Length - 1; i >= 0 && days.Count <= most; i--)
        {
            Instant day = CheckCadence.StartOf(bars[i].End, Day);
            if (day + Day > running)
            {
                continue;
            }

            Add(days, day, bars[i]);
        }

        days.Reverse();
        return days.Count > most ? days[^most..] : days;
    }

    // Walking backwards, the first bar met of a day is its last one and gives the close.
    private static void Add(List<DayRange> days, Instant day, Candle bar)
    {
        decimal high = bar.High!.Value.Value;
        decimal low = bar.Low!.Value.Value;
        if (days.Count > 0 && days[^1].Start == day)
        {
            DayRange known = days[^1];
            days[^1] = known with { High = Math.Max(known.High, high), Low = Math.Min(known.Low, low) };
            return;
        }

        days.Add(new DayRange(day, high, low, bar.Close.Value));
    }
}

/// <summary>One UTC day of one asset.</summary>
internal sealed record DayRange(Instant Start, decimal High, decimal Low, decimal Close);
