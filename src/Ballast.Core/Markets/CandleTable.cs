using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>
/// Prices of the past as a table: one row per instant at which any asset has a bar, one column per asset. A gap is a
/// missing cell, never a zero and never the bar before it. What price files are read into, and what backtests and
/// replays walk along. Kept in columns; a <see cref="Candle"/> is made when somebody asks for one.
/// </summary>
public sealed class CandleTable
{
    private const int Gap = -1;

    private readonly ImmutableArray<BarSeries> series;

    // Which bar of a series stands in a row; null where the series has one in every row, so that it is the row's own.
    private readonly int[]?[] bars;

    private CandleTable(Duration barLength, SortedDictionary<Asset, BarSeries> series)
    {
        this.series = [.. series.Values];
        BarLength = barLength;
        Assets = [.. series.Keys];
        Instants = this.series.Aggregate(this.series[0].Ends, (known, next) => Merge(known, next.Ends));
        bars = [.. this.series.Select(one => Spread(one.Ends, Instants))];
    }

    /// <summary>The nominal length of a bar: one day, one hour, one minute.</summary>
    public Duration BarLength { get; }

    /// <summary>The columns, in ordinal order; at least one. The quote currency is not among them unless the source
    /// prices it.</summary>
    public ImmutableArray<Asset> Assets { get; }

    /// <summary>The rows, in rising order; at least one. A decision on a row's bars carries this instant.</summary>
    public ImmutableArray<Instant> Instants { get; }

    /// <summary>Makes a table.</summary>
    /// <param name="barLength">Nominal bar length, above zero.</param>
    /// <param name="series">Bars per asset in rising order of their ends; an asset without bars is left out.</param>
    /// <exception cref="ArgumentException">There is no bar at all, bars are out of order or doubled, or the length is
    /// not above zero.</exception>
    public static CandleTable Of(Duration barLength, IReadOnlyDictionary<Asset, ImmutableArray<Candle>> series) =>
        Of(barLength, series.ToDictionary(pair => pair.Key, pair => BarSeries.Of(pair.Value)));

    /// <summary>Makes a table of bars that are kept in columns already.</summary>
    /// <param name="barLength">Nominal bar length, above zero.</param>
    /// <param name="series">Bars per asset in rising order of their ends; an asset without bars is left out.</param>
    /// <exception cref="ArgumentException">There is no bar at all, bars are out of order or doubled, or the length is
    /// not above zero.</exception>
    public static CandleTable Of(Duration barLength, IReadOnlyDictionary<Asset, BarSeries> series)
    {
        if (barLength <= Duration.Zero)
        {
            throw new ArgumentException("a bar has a length above zero", nameof(barLength));
        }

        var filled = new SortedDictionary<Asset, BarSeries>();
        foreach ((Asset asset, BarSeries bars) in series)
        {
            PastPrices.CheckOrder(asset, bars.Ends);
            if (bars.Length > 0)
            {
                filled.Add(asset, bars);
            }
        }

        return filled.Count == 0
            ? throw new ArgumentException("a table needs at least one bar", nameof(series))
            : new CandleTable(barLength, filled);
    }

    /// <summary>The bar of one asset in one row, or <see langword="null"/> where the asset has a gap, is not yet listed
    /// or has ended.</summary>
    /// <param name="row">Index into <see cref="Instants"/>.</param>
    /// <param name="column">Index into <see cref="Assets"/>.</param>
    public Candle? this[int row, int column] => BarAt(row, column) is var bar and >= 0 ? series[column][bar] : null;

    /// <summary>The column of an asset, or a negative number where the table does not have it.</summary>
    public int ColumnOf(Asset asset) => Assets.BinarySearch(asset);

    /// <summary>All bars of an asset in columns, gaps left out, or <see langword="null"/> where the table does not have
    /// it.</summary>
    public BarSeries? BarsOf(Asset asset) => ColumnOf(asset) is var column and >= 0 ? series[column] : null;

    /// <summary>All bars of an asset, oldest first, gaps left out; empty where the table does not have it.</summary>
    public ImmutableArray<Candle> SeriesOf(Asset asset) => BarsOf(asset)?.Candles ?? [];

    /// <summary>The same bars, all as much later, or earlier with a span below zero; shares their prices.</summary>
    /// <param name="span">How much later.</param>
    public CandleTable Moved(Duration span) => Of(
        BarLength,
        Assets.Index().ToDictionary(
            pair => pair.Item,
            pair => series[pair.Index].At([.. series[pair.Index].Ends.Select(end => end + span)])));

    /// <summary>What was known when a row's bars had ended: that row and everything before it. Costs nothing to
    /// make.</summary>
    /// <param name="row">Index into <see cref="Instants"/>.</param>
    public PastPrices PastAt(int row) => PastPrices.Cut(Instants[row], this);

    /// <summary>The close of a cell; negative where there is no bar.</summary>
    internal decimal CloseAt(int row, int column) =>
        BarAt(row, column) is var bar and >= 0 ? series[column].CloseAt(bar) : BarSeries.Missing;

    /// <summary>The open of a cell; negative where there is no bar or its source has no open.</summary>
    internal decimal OpenAt(int row, int column) =>
        BarAt(row, column) is var bar and >= 0 ? series[column].OpenAt(bar) : BarSeries.Missing;

    private int BarAt(int row, int column) => bars[column] is { } spread ? spread[row] : row;

    private static ImmutableArray<Instant> Merge(ImmutableArray<Instant> left, ImmutableArray<Instant> right)
    {
        int total = left == right ? left.Length : Merge(left, right, null);
        if (total == left.Length)
        {
            return left;
        }

        if (total == right.Length)
        {
            return right;
        }

        var merged = ImmutableArray.CreateBuilder<Instant>(total);
        Merge(left, right, merged);
        return merged.MoveToImmutable();
    }

    // Counts without a list to add to.
    private static int Merge(
        ImmutableArray<Instant> left, ImmutableArray<Instant> right, ImmutableArray<Instant>.Builder? merged)
    {
        int count = 0;
        for ((int l, int r) = (0, 0); l < left.Length || r < right.Length; count++)
        {
            int order = l == left.Length ? 1 : r == right.Length ? -1 : left[l].CompareTo(right[r]);
            merged?.Add(order <= 0 ? left[l] : right[r]);
            l += order <= 0 ? 1 : 0;
            r += order >= 0 ? 1 : 0;
        }

        return count;
    }

    private static int[]? Spread(ImmutableArray<Instant> ends, ImmutableArray<Instant> rows)
    {
        if (ends.Length == rows.Length)
        {
            return null;
        }

        var spread = new int[rows.Length];
        int next = 0;
        for (int row = 0; row < spread.Length; row++)
        {
            spread[row] = next < ends.Length && ends[next] == rows[row] ? next++ : Gap;
        }

        return spread;
    }
}
