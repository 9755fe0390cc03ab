using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>
/// Which column holds what, decided by the header line alone. Closed: <see cref="Wide"/>, <see cref="Long"/>, <see
/// cref="Single"/>.
/// </summary>
internal abstract record CsvLayout(int Width)
{
    private static readonly string[] TimeNames = ["date", "ts", "time", "timestamp", "datetime", "open_time"];

    /// <summary>The column of the instant: always the first.</summary>
    public static int Time => 0;

    /// <summary>One column of closes per asset.</summary>
    public sealed record Wide(int Width, ImmutableArray<Asset> Assets) : CsvLayout(Width);

    /// <summary>
    /// One line per instant and asset; the name column holds an asset, or a symbol that ends in its quote.
    /// </summary>
    public sealed record Long(int Width, int Name, bool NameIsSymbol, CandleColumns Columns) : CsvLayout(Width);

    /// <summary>One asset, named by the file.</summary>
    public sealed record Single(int Width, Asset Asset, CandleColumns Columns) : CsvLayout(Width);

    public static CsvLayout Of(string fileName, string[] header, int line)
    {
        if (!TimeNames.Contains(header[0], StringComparer.OrdinalIgnoreCase) || header.Length < 2)
        {
            string names = string.Join(", ", TimeNames);
            throw new CsvFaultException(
                line, $"the header starts with '{header[0]}', a price file with one of {names} and prices after it");
        }

        int asset = IndexOf(header, "asset");
        int symbol = IndexOf(header, "symbol");
        int close = IndexOf(header, "close");
        if (asset >= 0 || symbol >= 0)
        {
            RequireClose(close, line);
            return new Long(header.Length, asset >= 0 ? asset : symbol, asset < 0, CandleColumns.Of(header));
        }

        return close >= 0
            ? new Single(header.Length, AssetName.OfFile(fileName, line), CandleColumns.Of(header))
            : new Wide(header.Length, AssetsOf(header, line));
    }

    internal static int IndexOf(string[] header, string name) =>
        Array.FindIndex(header, cell => cell.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void RequireClose(int close, int line)
    {
        if (close < 0)
        {
            throw new CsvFaultException(line, "the header has an asset or symbol column but no close");
        }
    }

    private static ImmutableArray<Asset> AssetsOf(string[] header, int line)
    {
        var assets = ImmutableArray.CreateBuilder<Asset>(header.Length - 1);
        foreach (string name in header.AsSpan(1))
        {
            if (!Asset.IsValid(name))
            {
                throw new CsvFaultException(line, $"'{name}' in the header is not an asset symbol");
            }

            var asset = new Asset(name);
            if (assets.Contains(asset))
            {
                throw new CsvFaultException(line, $"the header names {name} twice");
            }

            assets.Add(asset);
        }

        return assets.MoveToImmutable();
    }
}

/// <summary>Columns of a bar; -1 where the file has none.</summary>
internal sealed record CandleColumns
{
    public required int Close { get; init; }

    public required int Open { get; init; }

    public required int High { get; init; }

    public required int Low { get; init; }

    public required int Volume { get; init; }

    public static CandleColumns Of(string[] header) => new()
    {
        Close = CsvLayout.IndexOf(header, "close"),
        Open = CsvLayout.IndexOf(header, "open"),
        High = CsvLayout.IndexOf(header, "high"),
        Low = CsvLayout.IndexOf(header, "low"),
        Volume = CsvLayout.IndexOf(header, "volume"),
    };
}
