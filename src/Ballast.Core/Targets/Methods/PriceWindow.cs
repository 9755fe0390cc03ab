using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Reports;
using Ballast.Numerics.Linear;
using NodaTime;

namespace Ballast.Core.Targets.Methods;

/// <summary>The closes of some assets over a window that ends with the last bar that is past. Closed: <see cref="Cut"/>
/// or <see cref="Refused"/>.</summary>
internal abstract record PriceWindow
{
    /// <summary>The closes.</summary>
    /// <param name="Closes">Shape (T + 1, N), NaN where an asset has no bar; a hole has a row for each missing bar, so
    /// that nothing is counted as the return of one bar that is not.</param>
    /// <param name="Rhythm">Holes and uneven steps between the rows.</param>
    public sealed record Cut(Matrix Closes, BarRhythm Rhythm) : PriceWindow;

    /// <summary>The bars do not fill the window.</summary>
    public sealed record Refused(Reason Why) : PriceWindow;

    /// <summary>Cuts the window out. The first row is the last one at or before its start, so that its first return
    /// reaches back to the start.</summary>
    public static PriceWindow Of(PastPrices past, ImmutableArray<Asset> assets, Duration lookback)
    {
        if (Fault(past, assets) is [Reason fault])
        {
            return new Refused(fault);
        }

        Instant last = assets.Max(asset => past.Of(asset)[^1].End);
        var rows = new SortedDictionary<Instant, double[]>();
        Instant start = last - lookback;
        for (int i = 0; i < assets.Length; i++)
        {
            Candle end = past.Of(assets[i])[^1];
            if (end.End < last)
            {
                return new Refused(new Reason(
                    "history-ends-early",
                    $"the last price of {assets[i]} is of {Phrase.Time(end.End)}, others go on to "
                        + Phrase.Time(last)));
            }

            if (FillColumn(rows, past.Of(assets[i]), (start, i), assets.Length) is var first && first > start)
            {
                return new Refused(new Reason(
                    "window-longer-than-history",
                    $"a window of {Phrase.Span(lookback)} begins {Phrase.Time(start)}, and the first price of "
                        + $"{assets[i]} is of {Phrase.Time(first)}"));
            }
        }

        Instant[] early = [.. rows.Keys.TakeWhile(at => at <= start)];
        foreach (Instant at in early[..^1])
        {
            rows.Remove(at);
        }

        var rhythm = BarRhythm.Of([.. rows.Keys], past.BarLength);
        return new Cut(Filled(rows, assets.Length, rhythm), rhythm);
    }

    private static Matrix Filled(SortedDictionary<Instant, double[]> rows, int columns, BarRhythm rhythm)
    {
        double[] empty = new double[columns];
        Array.Fill(empty, double.NaN);
        var missing = rhythm.Holes.ToDictionary(hole => hole.Before, hole => hole.Missing);
        double[] cells =
        [
            .. rows.SelectMany(row => Enumerable.Repeat(empty, missing.GetValueOrDefault(row.Key)).Append(row.Value))
                .SelectMany(row => row),
        ];
        return Matrix.Of(rows.Count + rhythm.Missing, columns, cells);
    }

    private static Reason[] Fault(PastPrices past, ImmutableArray<Asset> assets)
    {
        if (assets.Length == 0)
        {
            return [new Reason("no-assets", "there is no asset to look at")];
        }

        foreach (Asset asset in assets)
        {
            if (past.Of(asset).IsEmpty)
            {
                return [new Reason("no-prices", $"there is no past price of {asset}")];
            }
        }

        return [];
    }

    // From the newest bar back to the first at or before the start; answers how far back it came.
    private static Instant FillColumn(
        SortedDictionary<Instant, double[]> rows,
        ReadOnlySpan<Candle> bars,
        (Instant Start, int Column) cell,
        int columns)
    {
        Instant reached = bars[^1].End;
        for (int k = bars.Length - 1; k >= 0; k--)
        {
            reached = bars[k].End;
            if (!rows.TryGetValue(reached, out double[]? row))
            {
                row = new double[columns];
                Array.Fill(row, double.NaN);
                rows.Add(reached, row);
            }

            row[cell.Column] = Statistic.Of(bars[k].Close.Value);
            if (reached <= cell.Start)
            {
                break;
            }
        }

        return reached;
    }
}
