using Ballast.Core.Amounts;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>Which asset a symbol or a file name means.</summary>
internal static class AssetName
{
    // Longest first, so that FDUSD is not taken for something ending in USD.
    private static readonly string[] Quotes = ["FDUSD", "BUSD", "TUSD", "USDT", "USDC", "USD", "EUR"];

    /// <summary>
    /// <c>BTC-USDT</c>, <c>BTC/USDT</c> and <c>BTCUSDT</c> mean BTC; a symbol without a known quote means itself.
    /// </summary>
    public static string OfSymbol(string symbol)
    {
        int split = symbol.IndexOfAny(['-', '/', '_']);
        if (split > 0)
        {
            return symbol[..split];
        }

        string? quote =
            Array.Find(Quotes, q => symbol.Length > q.Length && symbol.EndsWith(q, StringComparison.Ordinal));
        return quote is null ? symbol : symbol[..^quote.Length];
    }

    /// <summary>
    /// The part of the name that holds a pair (<c>kucoin_BTC-USDT_1h.csv.gz</c> means BTC); a name without one is
    /// itself the symbol (<c>BTC.csv</c>).
    /// </summary>
    public static Asset OfFile(string fileName, int line)
    {
        string stem = fileName.Split('.')[0];
        string pair = Array.Find(stem.Split('_'), part => part.Contains('-') && !char.IsAsciiDigit(part[0])) ?? stem;
        string name = OfSymbol(pair);
        return Asset.IsValid(name)
            ? new Asset(name)
            : throw new CsvFaultException(
                line, "has one series but its file name names no asset (call it BTC.csv or BTC-USDT.csv)");
    }
}
