using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;

namespace Ballast.Cli.Tests.Kills;

/// <summary>The filters that the venue publishes, read here from its own words and by no other code (I6).</summary>
internal sealed class VenueRules
{
    private readonly Dictionary<string, JsonNode> markets;

    /// <summary>Reads what the venue answers when it is asked for its rules.</summary>
    public VenueRules(string exchangeInfo) => markets = JsonNode.Parse(exchangeInfo)!["symbols"]!.AsArray()
        .ToDictionary(market => (string)market!["symbol"]!, market => market!["filters"]!, StringComparer.Ordinal);

    /// <summary>Holds every order that the venue has, and every one that it refused, against its filters.</summary>
    public void Check(Action<bool, string> require, StoredExchange record)
    {
        foreach (ExchangeOrder order in record.Orders)
        {
            require(Broken(order) is null, $"I6: the venue's order {order.ClientId} breaks {Broken(order)}");
        }

        foreach (ReceivedPost post in record.Posts)
        {
            require(post.Outcome != "-1013", $"I6: {post.ClientId} met a filter of the venue");
        }
    }

    private string? Broken(ExchangeOrder order)
    {
        Limits price = Of(order, "PRICE_FILTER", "minPrice", "maxPrice", "tickSize");
        Limits lot = Of(order, "LOT_SIZE", "minQty", "maxQty", "stepSize");
        Limits marketLot = Of(order, "MARKET_LOT_SIZE", "minQty", "maxQty", "stepSize");
        Limits value = Of(order, "NOTIONAL", "minNotional", "maxNotional", null);
        bool isMarket = order.Kind == OrderKind.Market;
        return !isMarket && !price.Allows(order.Price) ? $"PRICE_FILTER with {order.Price}"
            : !lot.Allows(order.Size) ? $"LOT_SIZE with {order.Size}"
            : isMarket && !marketLot.Allows(order.Size) ? $"MARKET_LOT_SIZE with {order.Size}"
            : !isMarket && !value.Allows(order.Price * order.Size) ? $"NOTIONAL with {order.Price * order.Size}"
            : null;
    }

    private Limits Of(ExchangeOrder order, string filter, string least, string most, string? step)
    {
        JsonNode words = markets[order.Symbol].AsArray().Single(node => (string)node!["filterType"]! == filter)!;
        return new Limits(Number(words[least]!), Number(words[most]!), step is null ? 0m : Number(words[step]!));
    }

    private static decimal Number(JsonNode word) => decimal.Parse((string)word!, CultureInfo.InvariantCulture);

    private readonly record struct Limits(decimal Least, decimal Most, decimal Step)
    {
        public bool Allows(decimal amount) => amount >= Least && amount <= Most && (Step == 0m || amount % Step == 0m);
    }
}
