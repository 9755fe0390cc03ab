using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;
using Ballast.PaperExchange.Stores;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>The events of one account, as user-data-stream.md of Binance's documentation has them.</summary>
internal static class AccountEvents
{
    /// <summary>What a commit did to an account: its orders step by step, deposits, then the balances.</summary>
    public static IEnumerable<JsonObject> Of(VenueNews news, string account)
    {
        foreach (OrderNews order in news.Orders.Where(order => order.Order.Account == account))
        {
            foreach (JsonObject report in ExecutionReports.Of(order, news.At))
            {
                yield return report;
            }
        }

        foreach (ExchangeFlow flow in news.Flows.Where(flow => flow.Account == account))
        {
            yield return new JsonObject
            {
                ["e"] = "balanceUpdate",
                ["E"] = BinanceJson.Ms(news.At),
                ["a"] = flow.Asset,
                ["d"] = BinanceJson.Number(flow.Amount),
                ["T"] = BinanceJson.Ms(flow.At),
            };
        }

        StoredBalance[] balances = [.. news.Balances.Where(balance => balance.Account == account)];
        if (balances.Length > 0)
        {
            yield return new JsonObject
            {
                ["e"] = "outboundAccountPosition",
                ["E"] = BinanceJson.Ms(news.At),
                ["u"] = BinanceJson.Ms(news.At),
                ["B"] = new JsonArray([.. balances.Select(Position)]),
            };
        }
    }

    private static JsonNode Position(StoredBalance balance) => new JsonObject
    {
        ["a"] = balance.Asset,
        ["f"] = BinanceJson.Number(balance.Free),
        ["l"] = BinanceJson.Number(balance.Locked),
    };
}
