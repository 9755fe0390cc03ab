using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>@aggTrade</c>: the trades that one order made at one price, as one, numbered by its first.</summary>
internal sealed class AggregateTradeFeed(string symbol) : StreamFeed
{
    public override IEnumerable<JsonNode> OnNews(VenueNews news)
    {
        var group = new List<ExchangeTrade>();
        foreach (ExchangeTrade trade in news.Trades.Where(trade => trade.Symbol == symbol))
        {
            if (group.Count > 0 && !Belongs(trade, group[^1]))
            {
                yield return EventOf(group, news);
                group.Clear();
            }

            group.Add(trade);
        }

        if (group.Count > 0)
        {
            yield return EventOf(group, news);
        }
    }

    private static bool Belongs(ExchangeTrade trade, ExchangeTrade before) =>
        (trade.OrderId, trade.Price, trade.IsMaker) == (before.OrderId, before.Price, before.IsMaker);

    private JsonObject EventOf(List<ExchangeTrade> group, VenueNews news) => new JsonObject
    {
        ["e"] = "aggTrade",
        ["E"] = BinanceJson.Ms(news.At),
        ["s"] = symbol,
        ["a"] = group[0].Id,
        ["p"] = BinanceJson.Number(group[0].Price),
        ["q"] = BinanceJson.Number(group.Sum(trade => trade.Size)),
        ["f"] = group[0].Id,
        ["l"] = group[^1].Id,
        ["T"] = BinanceJson.Ms(group[^1].At),
        ["m"] = TradeFeed.IsBuyerMaker(group[0]),
        ["M"] = true,
    };
}
