using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>@trade</c>: every trade of a market.</summary>
internal sealed class TradeFeed(string symbol) : StreamFeed
{
    /// <summary>Whether the buyer was the one who rested.</summary>
    public static bool IsBuyerMaker(ExchangeTrade trade) =>
        trade.Side == TradeSide.Buy ? trade.IsMaker : !trade.IsMaker;

    public override IEnumerable<JsonNode> OnNews(VenueNews news) =>
        news.Trades.Where(trade => trade.Symbol == symbol).Select(trade => new JsonObject
        {
            ["e"] = "trade",
            ["E"] = BinanceJson.Ms(news.At),
            ["s"] = symbol,
            ["t"] = trade.Id,
            ["p"] = BinanceJson.Number(trade.Price),
            ["q"] = BinanceJson.Number(trade.Size),
            ["T"] = BinanceJson.Ms(trade.At),
            ["m"] = IsBuyerMaker(trade),
            ["M"] = true,
        });
}
