using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>Bars as they are read, per asset, rising.</summary>
internal sealed class CandleSeries
{
    private const int LongestName = 64;
    private const int FirstCapacity = 64;

    private readonly Dictionary<Asset, BarSeriesBuilder> series = [];
    private readonly Dictionary<string, NamedSeries> names = new(StringComparer.Ordinal);
    private byte[] lastName = [];
    private NamedSeries? lastSeries;

    /// <summary>Begins a bar; the instants of one asset rise.</summary>
    public static void Begin(NamedSeries named, Instant at, decimal close, int line)
    {
        if (at <= named.Bars.Last)
        {
            throw OutOfOrder(named.Bars.Last, at, named.Asset.Symbol, line);
        }

        named.Bars.Begin(at, close);
    }

    /// <summary>The asset that a cell of a long file names.</summary>
    public NamedSeries Named(ReadOnlySpan<byte> cell, bool isSymbol, int line)
    {
        if (lastSeries is not null && cell.SequenceEqual(lastName))
        {
            return lastSeries;
        }

        if (cell.Length > LongestName)
        {
            throw new CsvFaultException(line, $"'{Encoding.UTF8.GetString(cell)}' is not an asset symbol");
        }

        Span<char> text = stackalloc char[LongestName];
        text = text[..Encoding.UTF8.GetChars(cell, text)];
        if (!names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out NamedSeries? named))
        {
            named = NewName(text.ToString(), isSymbol, line);
        }

        lastName = named.Cell;
        return lastSeries = named;
    }

    /// <summary>The only asset of a file.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="expected">About how many bars there are.</param>
    public NamedSeries Single(Asset asset, int expected) =>
        lastSeries ??= new NamedSeries(asset, series[asset] = new BarSeriesBuilder(expected), []);

    /// <summary>All that was read; at least one bar.</summary>
    public IReadOnlyDictionary<Asset, BarSeries> ToDictionary()
    {
        var read = series.Where(pair => pair.Value.Count > 0)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToSeries());
        return read.Count == 0 ? throw new CsvFaultException(0, "has no price in it") : read;
    }

    private NamedSeries NewName(string text, bool isSymbol, int line)
    {
        string name = isSymbol ? AssetName.OfSymbol(text) : text;
        if (!Asset.IsValid(name))
        {
            throw new CsvFaultException(line, $"'{text}' is not an asset symbol");
        }

        var asset = new Asset(name);
        var named = new NamedSeries(asset, Of(asset), Encoding.UTF8.GetBytes(text));
        names.Add(text, named);
        return named;
    }

    /// <summary>What is wrong with an instant that does not come after the one before it.</summary>
    public static CsvFaultException OutOfOrder(Instant before, Instant at, string what, int line) => new(
        line,
        at == before ? $"{what} has two bars at {at}" : $"{what} at {at} comes after {before}: times must rise");

    private BarSeriesBuilder Of(Asset asset)
    {
        if (!series.TryGetValue(asset, out BarSeriesBuilder? bars))
        {
            series.Add(asset, bars = new BarSeriesBuilder(FirstCapacity));
        }

        return bars;
    }
}

/// <summary>An asset, its bars so far, and the text that names it in the file.</summary>
internal sealed record NamedSeries(Asset Asset, BarSeriesBuilder Bars, byte[] Cell);
