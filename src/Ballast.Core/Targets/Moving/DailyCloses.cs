using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>
/// Closes of UTC days in the quote currency, put together from bars of a day or less: what every estimate rests on,
/// live
/// and in backtests, whatever the length of the bars.
/// </summary>
internal sealed class DailyCloses
{
    private static readonly Duration Day = Duration.FromDays(1);

    private DailyCloses(PastPrices past) => Past = past;

    /// <summary>The closes as bars of a day.</summary>
    public PastPrices Past { get; }

    /// <summary>Takes the days that have ended.</summary>
    /// <param name="past">Bars that have ended. Where it has bars of the quote, every price is divided by
    /// theirs.</param>
    /// <param name="assets">The assets; the quote is worth one on every day that another asset has.</param>
    /// <param name="quote">The quote currency.</param>
    /// <param name="lookback">How far back from the newest of all closes.</param>
    public static DailyCloses Of(PastPrices past, ImmutableArray<Asset> assets, Asset quote, Duration lookback)
    {
        SortedDictionary<Instant, decimal> inQuote = Closes(past, quote, Instant.MinValue);
        var series = assets.Where(asset => asset != quote).ToDictionary(
            asset => asset, asset => Divided(Closes(past, asset, past.Until - lookback - (Day * 7)), inQuote));
        Instant newest = series.Values.SelectMany(days => days.Keys.TakeLast(1)).DefaultIfEmpty(past.Until).Max();
        foreach (SortedDictionary<Instant, decimal> days in series.Values)
        {
            DropBefore(days, newest - lookback);
        }

        if (assets.Contains(quote))
        {
            series[quote] = new(series.Values.SelectMany(days => days.Keys).Distinct().ToDictionary(at => at, _ => 1m));
        }

        return new DailyCloses(PastPrices.Of(
            past.Until,
            Day,
            series.ToDictionary(
                pair => pair.Key,
                pair => pair.Value.Select(day => new Candle { End = day.Key, Close = new Price(day.Value) })
                    .ToImmutableArray())));
    }

    /// <summary>What these closes are, in short; <see langword="null"/> where there are none.</summary>
    public TargetEvidence? Evidence(IEnumerable<Asset> assets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Instant? until = null;
        int bars = 0;
        foreach (Asset asset in assets.Order())
        {
            foreach (Candle bar in Past.Of(asset))
            {
                string line = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{asset} {bar.End.ToUnixTimeMilliseconds()} {CanonicalDecimal.Format(bar.Close.Value)}\n");
                hash.AppendData(Encoding.UTF8.GetBytes(line));
                until = until is null || bar.End > until ? bar.End : until;
                bars++;
            }
        }

        return until is { } end
            ? new TargetEvidence(end, bars, Convert.ToHexStringLower(hash.GetHashAndReset()))
            : null;
    }

    // A day counts once its last bar has ended; its stamp is that of the bar which ends a whole day of such bars. The
    // last bar that is there gives the close. A close of zero is a missing price.
    private static SortedDictionary<Instant, decimal> Closes(PastPrices past, Asset asset, Instant since)
    {
        SortedDictionary<Instant, decimal> days = [];
        Duration bar = Duration.Min(past.BarLength, Day);
        ReadOnlySpan<Candle> bars = past.Of(asset);
        Instant met = Instant.MaxValue;
        for (int i = bars.Length - 1; i >= 0 && bars[i].End >= since; i--)
        {
            Instant end = CheckCadence.StartOf(bars[i].End, Day) + Day - bar;
            if (end < met && end <= past.Until && bars[i].Close.Value > 0m)
            {
                days.Add(end, bars[i].Close.Value);
                met = end;
            }
        }

        return days;
    }

    private static SortedDictionary<Instant, decimal> Divided(
        SortedDictionary<Instant, decimal> days, SortedDictionary<Instant, decimal> inQuote) =>
        inQuote.Count == 0
            ? days
            : new(days.Where(day => inQuote.ContainsKey(day.Key))
                .ToDictionary(day => day.Key, day => day.Value / inQuote[day.Key]));

    // The last close at or before the start stays: the first return begins with it.
    private static void DropBefore(SortedDictionary<Instant, decimal> days, Instant start)
    {
        foreach (Instant early in days.Keys.TakeWhile(at => at <= start).SkipLast(1).ToArray())
        {
            days.Remove(early);
        }
    }
}
