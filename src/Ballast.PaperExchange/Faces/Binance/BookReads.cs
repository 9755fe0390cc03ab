using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Books, and the trades of everybody.</summary>
internal sealed class BookReads(PaperVenue venue)
{
    private const int DefaultLevels = 100;
    private const int MostLevels = 5000;
    private const int DefaultTrades = 500;
    private const int MostTrades = 1000;

    public JsonNode Depth(Parameters parameters)
    {
        Instrument market = venue.MarketOf(parameters);
        int levels = parameters.Limit(DefaultLevels, MostLevels);
        PublishedDepth depth = venue.Depth(market.Symbol, levels)
            ?? new PublishedDepth(0, new OrderBook([], [], venue.Now));
        return new JsonObject
        {
            ["lastUpdateId"] = depth.UpdateId,
            ["bids"] = Levels(depth.Book.Bids),
            ["asks"] = Levels(depth.Book.Asks),
        };
    }

    /// <summary>The newest trades, or those from a number on.</summary>
    public JsonNode Trades(Parameters parameters)
    {
        Instrument market = venue.MarketOf(parameters);
        int limit = parameters.Limit(DefaultTrades, MostTrades);
        long? fromId = parameters.FindWhole("fromId");
        ImmutableArray<ExchangeTrade> trades = venue.Tape(market.Symbol, fromId ?? 0);
        return new JsonArray([.. Page(trades, limit, fromId is not null).Select(Trade)]);
    }

    /// <summary>Trades of one order at one price and instant in one line.</summary>
    public JsonNode AggregateTrades(Parameters parameters)
    {
        Instrument market = venue.MarketOf(parameters);
        int limit = parameters.Limit(DefaultTrades, MostTrades);
        Instant from = parameters.FindTime("startTime") ?? Instant.MinValue;
        Instant until = parameters.FindTime("endTime") ?? Instant.MaxValue;
        long fromId = parameters.FindWhole("fromId") ?? 0;
        List<List<ExchangeTrade>> lines = [];
        foreach (ExchangeTrade trade in venue.Tape(market.Symbol, 0))
        {
            if (lines is [.., [.., var last] line] && last.OrderId == trade.OrderId && last.Price == trade.Price
                && last.At == trade.At)
            {
                line.Add(trade);
            }
            else
            {
                lines.Add([trade]);
            }
        }

        List<ExchangeTrade>[] wanted =
        [
            .. lines.Where(line => line[0].Id >= fromId && line[0].At >= from && line[0].At <= until),
        ];
        bool isFromStart = parameters.Has("fromId") || parameters.Has("startTime");
        return new JsonArray([.. Page(wanted, limit, isFromStart).Select(Line)]);
    }

    private static JsonArray Levels(IEnumerable<BookLevel> levels) => new(
    [
        .. levels.Select(level => (JsonNode)new JsonArray(
            BinanceJson.Number(level.Price.Value), BinanceJson.Number(level.Size.Value))),
    ]);

    private static JsonObject Trade(ExchangeTrade trade) => new()
    {
        ["id"] = trade.Id,
        ["price"] = BinanceJson.Number(trade.Price),
        ["qty"] = BinanceJson.Number(trade.Size),
        ["quoteQty"] = BinanceJson.Number(trade.Price * trade.Size),
        ["time"] = BinanceJson.Ms(trade.At),
        ["isBuyerMaker"] = IsBuyerMaker(trade),
        ["isBestMatch"] = true,
    };

    // A line is named by its first trade: the same trades have the same name whoever asks.
    private static JsonObject Line(List<ExchangeTrade> line) => new()
    {
        ["a"] = line[0].Id,
        ["p"] = BinanceJson.Number(line[0].Price),
        ["q"] = BinanceJson.Number(line.Sum(trade => trade.Size)),
        ["f"] = line[0].Id,
        ["l"] = line[^1].Id,
        ["T"] = BinanceJson.Ms(line[0].At),
        ["m"] = IsBuyerMaker(line[0]),
        ["M"] = true,
    };

    private static bool IsBuyerMaker(ExchangeTrade trade) => trade.IsMaker == (trade.Side == TradeSide.Buy);

    private static IEnumerable<T> Page<T>(IReadOnlyList<T> rows, int limit, bool isFromStart) =>
        isFromStart ? rows.Take(limit) : rows.TakeLast(limit);
}
