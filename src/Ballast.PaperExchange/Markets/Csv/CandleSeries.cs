using System.Collections.Immutable;
using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>Bars as they are read, per asset, rising.</summary>
internal sealed class CandleSeries
{
    private readonly Dictionary<Asset, ImmutableArray<Candle>.Builder> series = [];
    private readonly Dictionary<string, Asset> names = new(StringComparer.Ordinal);
    private byte[] lastName = [];
    private Asset? lastAsset;
    private Instant lastRow = Instant.MinValue;

    public void Add(Asset asset, Candle bar, int line)
    {
        if (!series.TryGetValue(asset, out ImmutableArray<Candle>.Builder? bars))
        {
            series.Add(asset, bars = ImmutableArray.CreateBuilder<Candle>());
        }

        if (bars.Count > 0)
        {
            RequireAfter(bars[^1].End, bar.End, asset.Symbol, line);
        }

        bars.Add(bar);
    }

    /// <summary>Rows of a wide file rise, also where all their cells are gaps.</summary>
    public void RequireRising(Instant at, int line)
    {
        RequireAfter(lastRow, at, "this row", line);
        lastRow = at;
    }

    public Asset AssetOf(ReadOnlySpan<byte> cell, bool isSymbol, int line)
    {
        if (lastAsset is not null && cell.SequenceEqual(lastName))
        {
            return lastAsset;
        }

        string text = Encoding.UTF8.GetString(cell);
        if (!names.TryGetValue(text, out Asset? asset))
        {
            string name = isSymbol ? AssetName.OfSymbol(text) : text;
            asset = Asset.IsValid(name)
                ? new Asset(name)
                : throw new CsvFaultException(line, $"'{text}' is not an asset symbol");
            names.Add(text, asset);
        }

        lastName = cell.ToArray();
        return lastAsset = asset;
    }

    public IReadOnlyDictionary<Asset, ImmutableArray<Candle>> ToDictionary()
    {
        if (series.Count == 0)
        {
            throw new CsvFaultException(0, "has no price in it");
        }

        return series.ToDictionary(pair => pair.Key, pair => pair.Value.ToImmutable());
    }

    private static void RequireAfter(Instant before, Instant at, string what, int line)
    {
        if (at == before)
        {
            throw new CsvFaultException(line, $"{what} has two bars at {at}");
        }

        if (at < before)
        {
            throw new CsvFaultException(line, $"{what} at {at} comes after {before}: times must rise");
        }
    }
}
