using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>
/// The bars of one asset in columns, oldest first: a fifth of the memory that as many <see cref="Candle"/>s take. A
/// column that the source does not have is not kept. Made by a <see cref="BarSeriesBuilder"/>; never changes.
/// </summary>
public sealed class BarSeries
{
    /// <summary>Stands where a bar has no such price; real ones are zero or more.</summary>
    internal const decimal Missing = -1m;

    private readonly decimal[] closes;
    private readonly decimal[]? opens;
    private readonly decimal[]? highs;
    private readonly decimal[]? lows;
    private readonly decimal[]? volumes;
    private ImmutableArray<Candle> candles;

    internal BarSeries(ImmutableArray<Instant> ends, ReadOnlySpan<decimal[]?> columns)
    {
        Ends = ends;
        closes = columns[(int)BarField.Close]!;
        opens = columns[(int)BarField.Open];
        highs = columns[(int)BarField.High];
        lows = columns[(int)BarField.Low];
        volumes = columns[(int)BarField.Volume];
    }

    /// <summary>The instants of the bars, rising.</summary>
    public ImmutableArray<Instant> Ends { get; }

    /// <summary>How many bars.</summary>
    public int Length => Ends.Length;

    /// <summary>Whether any bar has a high and a low.</summary>
    public bool HasRanges => highs is not null && lows is not null
        && highs.Zip(lows).Any(pair => pair.First != Missing && pair.Second != Missing);

    /// <summary>One bar.</summary>
    /// <param name="index">0 for the oldest.</param>
    public Candle this[int index] => new()
    {
        End = Ends[index],
        Close = new Price(closes[index]),
        Open = PriceAt(opens, index),
        High = PriceAt(highs, index),
        Low = PriceAt(lows, index),
        Volume = ValueAt(volumes, index) is { } volume ? new Quantity(volume) : null,
    };

    /// <summary>All bars; made when first asked for and kept.</summary>
    public ImmutableArray<Candle> Candles => candles.IsDefault ? candles = Spelled() : candles;

    /// <summary>The columns of bars that somebody holds.</summary>
    public static BarSeries Of(ImmutableArray<Candle> bars)
    {
        var builder = new BarSeriesBuilder(Math.Max(bars.Length, 1));
        foreach (Candle bar in bars)
        {
            builder.Begin(bar.End, bar.Close.Value);
            builder.Set(BarField.Open, bar.Open?.Value);
            builder.Set(BarField.High, bar.High?.Value);
            builder.Set(BarField.Low, bar.Low?.Value);
            builder.Set(BarField.Volume, bar.Volume?.Value);
        }

        BarSeries made = builder.ToSeries();
        made.candles = bars;
        return made;
    }

    /// <summary>The bars of an asset that has closes only, one for every row that has a bar.</summary>
    /// <param name="rows">The instants, rising; shared by all assets of a table.</param>
    /// <param name="closes">A price for each row, negative where there is no bar; kept, so never changed
    /// afterwards.</param>
    public static BarSeries OfCloses(ImmutableArray<Instant> rows, decimal[] closes)
    {
        decimal[]?[] columns = new decimal[]?[BarSeriesBuilder.Fields];
        int known = 0;
        foreach (decimal close in closes.AsSpan(0, rows.Length))
        {
            known += decimal.IsNegative(close) ? 0 : 1;
        }

        columns[(int)BarField.Close] = closes;
        if (known == rows.Length)
        {
            return new BarSeries(rows, columns);
        }

        var ends = ImmutableArray.CreateBuilder<Instant>(known);
        var filled = new decimal[known];
        for (int row = 0; row < rows.Length; row++)
        {
            if (!decimal.IsNegative(closes[row]))
            {
                filled[ends.Count] = closes[row];
                ends.Add(rows[row]);
            }
        }

        columns[(int)BarField.Close] = filled;
        return new BarSeries(ends.MoveToImmutable(), columns);
    }

    /// <summary>The same bars at other times; shares their prices.</summary>
    /// <param name="ends">As many instants as there are bars, rising.</param>
    internal BarSeries At(ImmutableArray<Instant> ends) => new(ends, [closes, opens, highs, lows, volumes]);

    /// <summary>The close of a bar.</summary>
    internal decimal CloseAt(int index) => closes[index];

    /// <summary>The open of a bar, or <see cref="Missing"/>.</summary>
    internal decimal OpenAt(int index) => opens?[index] ?? Missing;

    private ImmutableArray<Candle> Spelled()
    {
        var bars = ImmutableArray.CreateBuilder<Candle>(Length);
        for (int i = 0; i < Length; i++)
        {
            bars.Add(this[i]);
        }

        return bars.MoveToImmutable();
    }

    private static Price? PriceAt(decimal[]? column, int index) =>
        ValueAt(column, index) is { } price ? new Price(price) : null;

    private static decimal? ValueAt(decimal[]? column, int index) =>
        column is null || column[index] == Missing ? null : column[index];
}

/// <summary>What a bar may have beside its instant.</summary>
public enum BarField
{
    /// <summary>The last price; every bar has it.</summary>
    Close = 0,

    /// <summary>The first price.</summary>
    Open = 1,

    /// <summary>The highest price.</summary>
    High = 2,

    /// <summary>The lowest price.</summary>
    Low = 3,

    /// <summary>Units traded.</summary>
    Volume = 4,
}
