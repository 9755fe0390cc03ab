using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>
/// What happened to an order in one commit, told as Binance tells it: accepted, each trade with the sums so far, ended.
/// </summary>
internal static class ExecutionReports
{
    public static IEnumerable<JsonObject> Of(OrderNews news, Instant now)
    {
        ExchangeOrder order = news.Order;
        ExchangeOrder sofar = order with
        {
            State = order.Filled > news.Trades.Sum(trade => trade.Size) ? OrderState.PartiallyFilled : OrderState.New,
            Filled = order.Filled - news.Trades.Sum(trade => trade.Size),
            FilledQuote = order.FilledQuote - news.Trades.Sum(trade => trade.Price * trade.Size),
        };
        bool hasFired = order is { StopPrice: > 0m, State: OrderState.New, IsWaiting: false };
        if (news.IsPlaced || hasFired)
        {
            yield return ReportOf(sofar, "NEW", news.IsPlaced ? order.At : order.UpdatedAt, now);
        }

        foreach (ExchangeTrade trade in news.Trades)
        {
            decimal filled = sofar.Filled + trade.Size;
            sofar = sofar with
            {
                State = filled == order.Size ? OrderState.Filled : OrderState.PartiallyFilled,
                Filled = filled,
                FilledQuote = sofar.FilledQuote + (trade.Price * trade.Size),
            };
            JsonObject report = ReportOf(sofar, "TRADE", trade.At, now);
            AddTrade(report, trade);
            yield return report;
        }

        if (order.State is OrderState.Canceled or OrderState.Expired)
        {
            bool isCancelled = order.State == OrderState.Canceled;
            JsonObject report = ReportOf(order, isCancelled ? "CANCELED" : "EXPIRED", order.UpdatedAt, now);
            if (isCancelled)
            {
                report["c"] = BinanceJson.CancelName(order, news.CancelId);
                report["C"] = order.ClientId;
            }

            yield return report;
        }
    }

    private static JsonObject ReportOf(ExchangeOrder order, string execution, Instant at, Instant now) => new JsonObject
    {
        ["e"] = "executionReport",
        ["E"] = BinanceJson.Ms(now),
        ["s"] = order.Symbol,
        ["c"] = order.ClientId,
        ["S"] = order.Side == TradeSide.Buy ? "BUY" : "SELL",
        ["o"] = BinanceJson.Kind(order.Kind),
        ["f"] = BinanceJson.Lifetime(order.Lifetime),
        ["q"] = BinanceJson.Number(order.Size),
        ["p"] = BinanceJson.Number(order.Price),
        ["P"] = BinanceJson.Number(order.StopPrice),
        ["F"] = BinanceJson.Number(0m),
        ["g"] = -1,
        ["C"] = "",
        ["x"] = execution,
        ["X"] = BinanceJson.Status(order.State),
        ["r"] = "NONE",
        ["i"] = order.Id,
        ["l"] = BinanceJson.Number(0m),
        ["z"] = BinanceJson.Number(order.Filled),
        ["L"] = BinanceJson.Number(0m),
        ["n"] = "0",
        ["N"] = null,
        ["T"] = BinanceJson.Ms(at),
        ["t"] = -1,
        ["I"] = order.Id,
        ["w"] = order.IsOpen && !order.IsWaiting,
        ["m"] = false,
        ["M"] = false,
        ["O"] = BinanceJson.Ms(order.At),
        ["Z"] = BinanceJson.Number(order.FilledQuote),
        ["Y"] = BinanceJson.Number(0m),
        ["Q"] = BinanceJson.Number(order.QuoteSize),
        ["W"] = BinanceJson.WorkingSince(order),
        ["V"] = "EXPIRE_MAKER",
    };

    private static void AddTrade(JsonObject report, ExchangeTrade trade)
    {
        report["l"] = BinanceJson.Number(trade.Size);
        report["L"] = BinanceJson.Number(trade.Price);
        report["Y"] = BinanceJson.Number(trade.Price * trade.Size);
        report["n"] = BinanceJson.Number(trade.Fee);
        report["N"] = trade.FeeAsset;
        report["t"] = trade.Id;
        report["m"] = trade.IsMaker;
    }
}
