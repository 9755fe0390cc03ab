using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>How much of an order the answer tells.</summary>
internal enum ResponseKind
{
    Ack,
    Result,
    Full,
}

/// <summary>Reads the parameters of a new order.</summary>
internal static class OrderParameters
{
    private const int MaxDecimals = 8;

    public static NewOrder Read(Parameters parameters, Admitted admitted)
    {
        string symbol = parameters.Require("symbol");
        TradeSide side = SideOf(parameters.Require("side"));
        OrderKind kind = KindOf(parameters.Require("type"));
        bool isMarket = kind == OrderKind.Market;
        bool isByValue = isMarket && parameters.Has("quoteOrderQty");
        RequireFitting(parameters, kind, isByValue);
        return new NewOrder
        {
            Symbol = symbol,
            Side = side,
            Kind = kind,
            Lifetime = kind == OrderKind.Limit ? LifetimeOf(parameters.Require("timeInForce")) : OrderLifetime.Gtc,
            Size = isByValue ? null : Amount(parameters, "quantity"),
            QuoteSize = isByValue ? Amount(parameters, "quoteOrderQty") : null,
            Price = isMarket ? null : Amount(parameters, "price"),
            ClientId = parameters.FindClientId("newClientOrderId"),
            RequestExpiresAt = admitted.ExpiresAt,
            ExpiryClock = admitted.Clock,
        };
    }

    public static ResponseKind ResponseOf(Parameters parameters, OrderKind kind) =>
        parameters.Find("newOrderRespType") switch
        {
            null => kind == OrderKind.LimitMaker ? ResponseKind.Ack : ResponseKind.Full,
            "ACK" => ResponseKind.Ack,
            "RESULT" => ResponseKind.Result,
            "FULL" => ResponseKind.Full,
            _ => throw Parameters.Refuse(-1122, "Invalid newOrderRespType."),
        };

    private static void RequireFitting(Parameters parameters, OrderKind kind, bool isByValue)
    {
        if (kind != OrderKind.Limit)
        {
            parameters.Forbid("timeInForce");
        }

        if (kind == OrderKind.Market)
        {
            parameters.Forbid("price");
        }
        else
        {
            parameters.Forbid("quoteOrderQty");
        }

        if (isByValue)
        {
            parameters.Forbid("quantity");
        }
    }

    private static decimal Amount(Parameters parameters, string name)
    {
        decimal value = parameters.RequireAmount(name);
        if (value == 0m)
        {
            throw Parameters.Refuse(-1013, name == "price" ? "Invalid price." : "Invalid quantity.");
        }

        string text = parameters.Require(name).TrimEnd('0');
        int point = text.IndexOf('.');
        return point < 0 || text.Length - point - 1 <= MaxDecimals
            ? value
            : throw Parameters.Refuse(-1111, $"Parameter '{name}' has too much precision.");
    }

    private static TradeSide SideOf(string text) => text switch
    {
        "BUY" => TradeSide.Buy,
        "SELL" => TradeSide.Sell,
        _ => throw Parameters.Refuse(-1117, "Invalid side."),
    };

    private static OrderKind KindOf(string text) => text switch
    {
        "MARKET" => OrderKind.Market,
        "LIMIT" => OrderKind.Limit,
        "LIMIT_MAKER" => OrderKind.LimitMaker,
        _ => throw Parameters.Refuse(-1116, "Invalid orderType."),
    };

    private static OrderLifetime LifetimeOf(string text) => text switch
    {
        "GTC" => OrderLifetime.Gtc,
        "IOC" => OrderLifetime.Ioc,
        "FOK" => OrderLifetime.Fok,
        _ => throw Parameters.Refuse(-1115, "Invalid timeInForce."),
    };
}
