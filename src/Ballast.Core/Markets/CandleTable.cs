using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>
/// Prices of the past as a table: one row per instant at which any asset has a bar, one column per asset. A gap is a
/// missing cell, never
/// a zero and never the bar before it. What price files are read into, and what backtests and replays walk along.
/// </summary>
public sealed class CandleTable
{
    private readonly ImmutableArray<ImmutableArray<Candle?>> columns;
    private readonly ImmutableSortedDictionary<Asset, ImmutableArray<Candle>> series;

    private CandleTable(Duration barLength, ImmutableSortedDictionary<Asset, ImmutableArray<Candle>> series)
    {
        this.series = series;
        BarLength = barLength;
        Assets = [.. series.Keys];
        Instants = [.. series.Values.SelectMany(bars => bars.Select(bar => bar.End)).Distinct().Order()];
        columns = [.. series.Values.Select(bars => Spread(bars, Instants))];
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
    public static CandleTable Of(Duration barLength, IReadOnlyDictionary<Asset, ImmutableArray<Candle>> series)
    {
        if (barLength <= Duration.Zero)
        {
            throw new ArgumentException("a bar has a length above zero", nameof(barLength));
        }

        var filled = series.Where(pair => pair.Value.Length > 0).ToImmutableSortedDictionary();
        if (filled.IsEmpty)
        {
            throw new ArgumentException("a table needs at least one bar", nameof(series));
        }

        foreach ((Asset asset, ImmutableArray<Candle> bars) in filled)
        {
            PastPrices.CheckOrder(asset, bars);
        }

        return new CandleTable(barLength, filled);
    }

    /// <summary>The bar of one asset in one row, or <see langword="null"/> where the asset has a gap, is not yet listed
    /// or has ended.</summary>
    /// <param name="row">Index into <see cref="Instants"/>.</param>
    /// <param name="column">Index into <see cref="Assets"/>.</param>
    public Candle? this[int row, int column] => columns[column][row];

    /// <summary>The column of an asset, or a negative number where the table does not have it.</summary>
    public int ColumnOf(Asset asset) => Assets.BinarySearch(asset);

    /// <summary>All bars of an asset, oldest first, gaps left out; empty where the table does not have it.</summary>
    public ImmutableArray<Candle> SeriesOf(Asset asset) => series.GetValueOrDefault(asset, []);

    /// <summary>What was known when a row's bars had ended: that row and everything before it. Costs nothing to
    /// make.</summary>
    /// <param name="row">Index into <see cref="Instants"/>.</param>
    public PastPrices PastAt(int row) => PastPrices.Cut(Instants[row], BarLength, series);

    private static ImmutableArray<Candle?> Spread(ImmutableArray<Candle> bars, ImmutableArray<Instant> instants)
    {
        var column = ImmutableArray.CreateBuilder<Candle?>(instants.Length);
        int next = 0;
        foreach (Instant instant in instants)
        {
            bool present = next < bars.Length && bars[next].End == instant;
            column.Add(present ? bars[next++] : null);
        }

        return column.MoveToImmutable();
    }
}
