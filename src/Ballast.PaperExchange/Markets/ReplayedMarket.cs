using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets;

/// <summary>
/// Prices of the past. A bar's close holds from the bar's instant and counts as fresh for one nominal bar; where the
/// next bar is missing it ages and its market has no live price. A close of zero is no price either: the market stops.
/// </summary>
public sealed class ReplayedMarket : IMarketFeed
{
    private readonly CandleTable table;
    private readonly string[] symbols;
    private readonly int[] columns;
    private int row;

    /// <summary>Replays a table whose prices are in <paramref name="quote"/>.</summary>
    public ReplayedMarket(CandleTable table, Asset quote)
    {
        this.table = table;
        symbols = [.. table.Assets.Select(asset => asset.Symbol + quote.Symbol)];
        Instruments = [.. table.Assets.Where(asset => asset != quote)
            .Select(asset => InstrumentOf(asset, quote))];
        columns = [.. Instruments.Select(instrument => table.ColumnOf(instrument.Base))];
    }

    /// <inheritdoc/>
    public ImmutableArray<Instrument> Instruments { get; }

    /// <inheritdoc/>
    public Duration FinestBar => table.BarLength;

    /// <inheritdoc/>
    public Duration ShortestBar => table.BarLength;

    /// <summary>The first instant that has a price.</summary>
    public Instant Start => table.Instants[0];

    /// <summary>When the last bar's price stops being fresh.</summary>
    public Instant End => table.Instants[^1] + table.BarLength;

    /// <inheritdoc/>
    public void AdvanceTo(Instant at, Action<MarketTick> onTick)
    {
        for (; row < table.Instants.Length && table.Instants[row] <= at; row++)
        {
            foreach (int column in columns)
            {
                if (table[row, column] is { Close.Value: > 0m } bar)
                {
                    onTick(new MarketTick(symbols[column], bar.End, bar.Close.Value, bar.End + table.BarLength));
                }
            }
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<Candle> Candles(string symbol, Duration barLength, Instant from, Instant until)
    {
        int column = Array.IndexOf(symbols, symbol);
        if (column < 0 || barLength < table.BarLength)
        {
            return [];
        }

        ImmutableArray<Candle> bars = table.SeriesOf(table.Assets[column]);
        return barLength == table.BarLength
            ? [.. bars.Where(bar => bar.End > from && bar.End <= until)]
            : CandleHistory.Join(bars, barLength, from, until);
    }

    private Instrument InstrumentOf(Asset asset, Asset quote)
    {
        BarSeries bars = table.BarsOf(asset)!;
        decimal[] prices =
            [.. Enumerable.Range(0, bars.Length).Select(bar => bars[bar].Close.Value).Where(price => price > 0m)];
        return prices.Length == 0
            ? PaperInstruments.Of(asset, quote, 1m, 1m)
            : PaperInstruments.Of(asset, quote, prices.Min(), prices.Max());
    }
}
