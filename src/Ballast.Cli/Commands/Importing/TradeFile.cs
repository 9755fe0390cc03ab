using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Frame;
using Ballast.Cli.Inputs;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Engine.Lots;
using NodaTime;

namespace Ballast.Cli.Commands.Importing;

/// <summary>
/// Reads past trades: a first line with the names of the columns, in any order, then a trade a line. Needed are
/// <c>time, market, side, quantity, price, trade_id</c>; <c>fee, fee_asset</c> and <c>quote_price</c> may be there.
/// Empty lines are skipped, and those that begin with # and have not as many cells as columns; the first fault ends it.
/// </summary>
internal static class TradeFile
{
    private const long MostBytes = 256 << 20;

    private static readonly string[] Needed = ["time", "market", "side", "quantity", "price", "trade_id"];
    private static readonly string[] Optional = ["fee", "fee_asset", "quote_price"];

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    /// <param name="path">As the person wrote it.</param>
    /// <param name="quote">The currency of <c>quote_price</c>; <see langword="null"/> where no portfolio has the
    /// account. </param>
    /// <param name="surroundings">Where standard input comes from.</param>
    public static TradeFileReading Read(string path, Asset? quote, Surroundings surroundings) =>
        FileInput.Read(path, MostBytes, surroundings) switch
        {
            FileReading.Failed failed => new TradeFileReading.Unusable(failed.Cause, failed.WayOut),
            FileReading.Read file => Parse(
                path,
                (quote, Instant.FromDateTimeOffset(surroundings.Time.GetUtcNow())),
                Encoding.UTF8.GetString(file.Content).TrimStart('\uFEFF')),
            _ => throw new UnreachableException(),
        };

    private static TradeFileReading Parse(string path, (Asset? Quote, Instant Now) terms, string text)
    {
        string[]? columns = null;
        var trades = ImmutableArray.CreateBuilder<PastTrade>();
        TradeHistory told = TradeHistory.Empty;
        foreach ((int index, string line) in text.Split('\n').Index())
        {
            string[] cells = [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];
            if (cells is [""] || (cells[0].StartsWith('#') && cells.Length != columns?.Length))
            {
                continue;
            }

            string where = $"{path}, line {index + 1}";
            if (columns is null)
            {
                columns = [.. cells.Select(cell => cell.ToLowerInvariant())];
                if (ColumnFault(columns) is { } fault)
                {
                    return Wrong($"{where}: {fault}");
                }

                continue;
            }

            if (cells.Length != columns.Length)
            {
                return Wrong($"{where}: {cells.Length} fields, and there are {columns.Length} columns");
            }

            try
            {
                PastTrade trade =
                    TradeOf(columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second), terms);
                if (told.Find(trade) is { } before && !before.Agrees(trade))
                {
                    return Wrong($"{where}, trade_id: {trade.TradeId} of {trade.Market} was told otherwise before");
                }

                told = told.With(trade);
                trades.Add(trade);
            }
            catch (FormatException fault)
            {
                return Wrong($"{where}, {fault.Message}");
            }
        }

        return columns is null ? Wrong($"{path} is empty") : new TradeFileReading.Read(trades.DrainToImmutable());
    }

    private static TradeFileReading.Unusable Wrong(string cause) => new(
        cause, "nothing was imported; see 'Where holdings came from' in docs/OPERATING.md for the columns");

    private static string? ColumnFault(string[] columns)
    {
        if (Needed.FirstOrDefault(name => !columns.Contains(name)) is { } missing)
        {
            return $"there is no column {missing}; needed are {string.Join(", ", Needed)}";
        }

        if (columns.FirstOrDefault(name => !Needed.Contains(name) && !Optional.Contains(name)) is { } strange)
        {
            return $"column '{strange}' is not known; others than the needed ones are {string.Join(", ", Optional)}";
        }

        return columns.Distinct().Count() == columns.Length ? null : "a column is there twice";
    }

    private static PastTrade TradeOf(Dictionary<string, string> cells, (Asset? Quote, Instant Now) terms)
    {
        (Asset Base, Asset Quote) market =
            PullTerms.MarketOf(cells["market"]) is { } named && IsCapital(named.Base) && IsCapital(named.Quote)
                ? named
                : throw Field("market", cells["market"], "a market such as BTC/USDC");
        bool isFeeUntold = cells.GetValueOrDefault("fee", "").Length == 0;
        Quantity fee = new(isFeeUntold ? 0m : Number(cells, "fee"));
        PastTrade trade = new()
        {
            TradeId = cells["trade_id"],
            Base = market.Base,
            Quote = market.Quote,
            Side = cells["side"].ToLowerInvariant() switch
            {
                "buy" => TradeSide.Buy,
                "sell" => TradeSide.Sell,
                string other => throw Field("side", other, "buy or sell"),
            },
            Size = new Quantity(Number(cells, "quantity")),
            Price = PriceOf(cells, "price"),
            Fee = fee,
            IsFeeUntold = isFeeUntold,
            FeeAsset = FeeAssetOf(cells, fee, market.Quote),
            At = WrittenInstant.Read(cells["time"]) ?? throw Field("time", cells["time"], WrittenInstant.Allowed),
            Rate = RateOf(cells, terms.Quote),
        };
        return trade.Fault(terms.Now) is { } fault ? throw new FormatException(Named(fault)) : trade;
    }

    // No venue writes an asset without any capital; some write one small letter before them.
    private static bool IsCapital(Asset asset) =>
        asset.Symbol.Any(char.IsAsciiLetterUpper) || !asset.Symbol.Any(char.IsAsciiLetterLower);

    // A fault's sentence begins with the field, and so do the words here.
    private static string Named(Reason fault)
    {
        int space = fault.Sentence.IndexOf(' ', StringComparison.Ordinal);
        return $"{fault.Sentence[..space]}:{fault.Sentence[space..]}";
    }

    private static decimal Number(Dictionary<string, string> cells, string name) =>
        CanonicalDecimal.TryParse(cells[name], out decimal number)
            ? number
            : throw Field(name, cells[name], "a plain decimal number");

    private static Price PriceOf(Dictionary<string, string> cells, string name) =>
        Number(cells, name) is var number and > 0m
            ? new Price(number)
            : throw Field(name, cells[name], "a number above 0");

    private static Asset FeeAssetOf(Dictionary<string, string> cells, Quantity fee, Asset quote)
    {
        string name = cells.GetValueOrDefault("fee_asset", "");
        return Asset.IsValid(name) && IsCapital(new Asset(name)) ? new Asset(name)
            : name.Length == 0 && fee.IsZero ? quote
            : throw Field("fee_asset", name, "the asset that the fee was charged in");
    }

    private static QuoteRate? RateOf(Dictionary<string, string> cells, Asset? quote)
    {
        if (cells.GetValueOrDefault("quote_price", "").Length == 0)
        {
            return null;
        }

        return quote is { } currency
            ? new QuoteRate(currency, PriceOf(cells, "quote_price"))
            : throw new FormatException("quote_price: no portfolio has the account, so its currency is not known");
    }

    private static FormatException Field(string name, string value, string allowed) =>
        new($"{name}: '{value}' is not {allowed}");
}
