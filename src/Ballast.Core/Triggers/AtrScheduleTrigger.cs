using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Triggers;

/// <summary>
/// A calendar whose step follows the average true range (Wilder 1978, with a plain mean of the last <c>atrDays</c>
/// true ranges) as a fraction of the close. Above its own percentile over <c>rangeDays</c> values the step is
/// <c>wild</c>, otherwise, and while there are fewer values, <c>calm</c>. Counted from the last run or firing,
/// whichever is later; fires at once where there was neither.
/// </summary>
internal static class AtrScheduleTrigger
{
    /// <summary>Why the schedule cannot be judged, or <see langword="null"/> where it can: it needs bars with high and
    /// low.</summary>
    internal static Reason? Refusal(AtrSchedulePolicy policy, PastPrices past)
    {
        ReadOnlySpan<Candle> bars = past.Of(policy.Asset);
        if (bars.IsEmpty)
        {
            return new Reason(
                "atr-needs-bars", $"atrSchedule needs daily or finer bars of {policy.Asset}, and there are none");
        }

        // Looking at the newest bar is enough: a source either has ranges or has not.
        return bars[^1].High is null || bars[^1].Low is null
            ? new Reason("atr-needs-high-low",
                $"atrSchedule needs bars of {policy.Asset} with high and low, and they have only closes")
            : null;
    }

    internal static TriggerFinding Look(TriggerView view, AtrSchedulePolicy policy)
    {
        AtrReading reading = Measure(policy, view.Past, view.Now);
        Duration step = reading.IsWild ? policy.Wild : policy.Calm;
        Instant? last = Latest(view.Memory.LastRunAt, view.Memory.AtrFiredAt);
        bool due = last is not { } since || since + step <= view.Now;
        string Sentence() => $"{reading.Sentence(policy)}, so runs are {Phrase.Span(step)} apart" +
            (last is { } time ? $"; the last was {Phrase.Time(time)}" : "; there has been none");
        return due || view.IsOwed(TriggerNames.AtrSchedule)
            ? view.Fire(TriggerNames.AtrSchedule, Patience.Interval, "atr-step-due", Sentence)
            : TriggerView.Quiet(TriggerNames.AtrSchedule, "atr-step-not-due", Sentence);
    }

    /// <summary>The average true range now, and its percentile by linear interpolation between ranks (Hyndman and Fan
    /// 1996, type 7).</summary>
    internal static AtrReading Measure(AtrSchedulePolicy policy, PastPrices past, Instant now)
    {
        // A value needs atrDays true ranges, and each of these the close of the day before.
        List<DayRange> days = DailyRanges.Of(
            past.Of(policy.Asset), past.BarLength, now, policy.RangeDays + policy.AtrDays);
        List<decimal> fractions = Fractions(days, policy.AtrDays);
        return fractions.Count < policy.RangeDays
            ? new AtrReading(fractions.Count, Current: 0m, Limit: 0m)
            : new AtrReading(fractions.Count, fractions[^1], PercentileOf(fractions, policy.Percentile / 100m));
    }

    private static List<decimal> Fractions(List<DayRange> days, int atrDays)
    {
        List<decimal> fractions = [];
        decimal sum = 0m;
        for (int i = 1; i < days.Count; i++)
        {
            sum += TrueRange(days, i);
            sum -= i > atrDays ? TrueRange(days, i - atrDays) : 0m;
            if (i >= atrDays && days[i].Close > 0m)
            {
                fractions.Add(sum / atrDays / days[i].Close);
            }
        }

        return fractions;
    }

    private static decimal TrueRange(List<DayRange> days, int i)
    {
        decimal before = days[i - 1].Close;
        return Math.Max(days[i].High, before) - Math.Min(days[i].Low, before);
    }

    private static decimal PercentileOf(List<decimal> values, decimal fraction)
    {
        List<decimal> sorted = [.. values.Order()];
        decimal rank = fraction * (sorted.Count - 1);
        int below = (int)decimal.Truncate(rank);
        int above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }

    private static Instant? Latest(Instant? one, Instant? other) =>
        (one, other) switch
        {
            (null, _) => other,
            (_, null) => one,
            ({ } a, { } b) => Instant.Max(a, b),
        };
}

/// <summary>The average true range of one asset now.</summary>
/// <param name="Count">Values there are; <paramref name="Current"/> and <paramref name="Limit"/> mean nothing while
/// they are too few.</param>
/// <param name="Current">As a fraction of the close.</param>
/// <param name="Limit">The percentile of all values.</param>
internal sealed record AtrReading(int Count, decimal Current, decimal Limit)
{
    /// <summary>Above the percentile.</summary>
    internal bool IsWild => Current > Limit;

    /// <summary>The numbers in words.</summary>
    internal string Sentence(AtrSchedulePolicy policy) => Count < policy.RangeDays
        ? $"{policy.Asset} has {Count} of {policy.RangeDays} daily ranges that the percentile needs and counts as calm"
        : $"{policy.Asset} ranges over {Phrase.Percent(Current)} a day, "
            + $"{Phrase.Shorten(policy.Percentile)}th percentile {Phrase.Percent(Limit)}";
}
