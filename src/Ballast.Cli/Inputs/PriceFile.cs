using System.Diagnostics;
using System.Text;
using Ballast.Cli.Frame;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets.Csv;

namespace Ballast.Cli.Inputs;

/// <summary>
/// Prices at one moment that a person gives as a file: lines of asset and price, a JSON object, or a price history, of
/// which the last
/// row counts.
/// </summary>
internal static class PriceFile
{
    private const long MostBytes = 512L << 20;

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    public static PriceFileReading Read(string path, Surroundings surroundings)
    {
        switch (FileInput.Read(path, MostBytes, surroundings))
        {
            case FileReading.Failed failed:
                return new PriceFileReading.Unusable(failed.Cause, failed.WayOut);
            case FileReading.Read file:
                string start = Encoding.UTF8.GetString(file.Content.AsSpan(0, Math.Min(file.Content.Length, 4096)));
                return IsHistory(path, start) ? OfHistory(path, file.Content) : OfMoment(path, file.Content);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>A history starts with a column of times; a list of prices with an asset.</summary>
    private static bool IsHistory(string path, string start)
    {
        string first = start.TrimStart('\uFEFF').Split(',', '\n')[0].Trim().ToUpperInvariant();
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            || first is "DATE" or "TS" or "TIME" or "TIMESTAMP" or "DATETIME" or "OPEN_TIME";
    }

    private static PriceFileReading OfHistory(string path, byte[] content)
    {
        CandleCsvReading reading = path == FileInput.StandardInput
            ? CandleCsv.ReadText("standard input", content)
            : CandleCsv.ReadFiles([path]);
        return reading switch
        {
            CandleCsvReading.Refused refused => Unusable(refused.Message),
            CandleCsvReading.Read read => LastRow(read.Table),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>An asset without a bar in the last row has no price then: a gap is never bridged.</summary>
    private static PriceFileReading.Priced LastRow(CandleTable table)
    {
        int row = table.Instants.Length - 1;
        SortedDictionary<Asset, Price> prices = [];
        foreach ((int column, Asset asset) in table.Assets.Index())
        {
            if (table[row, column] is { } bar)
            {
                prices[asset] = bar.Close;
            }
        }

        return new PriceFileReading.Priced(prices, table.PastAt(row));
    }

    private static PriceFileReading OfMoment(string path, byte[] content)
    {
        string text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        NumberReading reading = text.TrimStart() is ['{' or '[' or '/', ..]
            ? NumberJson.Read(Encoding.UTF8.GetBytes(text), "price")
            : NumberCsv.Read(text, "price");
        return reading switch
        {
            NumberReading.Refused refused => Unusable($"{path}, {refused.Where}: {refused.What}"),
            NumberReading.Read { Rows: var rows } when rows.Any(row => row.Account is not null) =>
                Unusable($"{path} names accounts, and prices have none"),
            NumberReading.Read { Rows: var rows } => new PriceFileReading.Priced(
                new SortedDictionary<Asset, Price>(
                    rows.ToDictionary(row => row.Asset, row => new Price(row.Number))), null),
            _ => throw new UnreachableException(),
        };
    }

    private static PriceFileReading.Unusable Unusable(string cause) => new(
        cause, "write CSV lines such as BTC,60000, or give a price history with a first column 'date' or 'ts'");
}

/// <summary>The answer to reading prices. Closed: <see cref="Priced"/> or <see cref="Unusable"/>.</summary>
internal abstract record PriceFileReading
{
    /// <summary>The prices.</summary>
    /// <param name="Prices">Per asset, in the quote currency.</param>
    /// <param name="Past">The history they end; <see langword="null"/> where the file holds one moment and does not say
    /// which.</param>
    public sealed record Priced(IReadOnlyDictionary<Asset, Price> Prices, PastPrices? Past) : PriceFileReading;

    /// <summary>Why there are none, and what to do.</summary>
    public sealed record Unusable(string Cause, string WayOut) : PriceFileReading;
}
