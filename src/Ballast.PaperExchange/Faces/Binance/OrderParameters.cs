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

    /// <summary>What a new order may carry; what this exchange does not offer is refused by name.</summary>
    public static string[] Names { get; } =
    [
        "symbol", "side", "type", "timeInForce", "quantity", "quoteOrderQty", "price", "newClientOrderId",
        "newOrderRespType", "stopPrice", "trailingDelta", "icebergQty", "selfTradePreventionMode",
    ];

    public static NewOrder Read(PaperVenue venue, Parameters parameters, Admitted admitted)
    {
        string symbol = venue.MarketOf(parameters).Symbol;
        TradeSide side = SideOf(parameters.Require("side"));
        OrderKind kind = KindOf(parameters.Require("type"));
        bool isByValue = kind == OrderKind.Market && parameters.Has("quoteOrderQty");
        RequireFitting(parameters, kind, isByValue);
        return new NewOrder
        {
            Symbol = symbol,
            Side = side,
            Kind = kind,
            Lifetime = kind.HasLifetime() ? LifetimeOf(parameters.Require("timeInForce")) : OrderLifetime.Gtc,
            Size = isByValue ? null : Amount(parameters, "quantity"),
            QuoteSize = isByValue ? Amount(parameters, "quoteOrderQty") : null,
            Price = kind.TakesAnyPrice() ? null : Amount(parameters, "price"),
            StopPrice = kind.IsStop() ? Amount(parameters, "stopPrice") : null,
            ClientId = parameters.FindClientId("newClientOrderId"),
            RequestExpiresAt = admitted.ExpiresAt,
            ExpiryClock = admitted.Clock,
        };
    }

    public static ResponseKind ResponseOf(Parameters parameters, OrderKind kind) =>
        parameters.Find("newOrderRespType") switch
        {
            null => kind == OrderKind.LimitMaker || kind.IsStop() ? ResponseKind.Ack : ResponseKind.Full,
            "ACK" => ResponseKind.Ack,
            "RESULT" => ResponseKind.Result,
            "FULL" => ResponseKind.Full,
            _ => throw Parameters.Invalid("newOrderRespType"),
        };

    private static void RequireFitting(Parameters parameters, OrderKind kind, bool isByValue)
    {
        if (!kind.IsStop())
        {
            parameters.Forbid("stopPrice");
            parameters.Forbid("trailingDelta");
        }
        else if (parameters.Has("trailingDelta"))
        {
            throw Unsupported("Trailing stop");
        }

        if (parameters.Has("icebergQty"))
        {
            throw Unsupported("Iceberg");
        }

        if (parameters.Find("selfTradePreventionMode") is not (null or "EXPIRE_MAKER"))
        {
            throw Parameters.Invalid("selfTradePreventionMode");
        }

        if (!kind.HasLifetime())
        {
            parameters.Forbid("timeInForce");
        }

        if (kind.TakesAnyPrice())
        {
            parameters.Forbid("price");
        }

        if (kind != OrderKind.Market)
        {
            parameters.Forbid("quoteOrderQty");
        }

        if (isByValue)
        {
            parameters.Forbid("quantity");
        }
        else if (kind == OrderKind.Market && !parameters.Has("quantity"))
        {
            throw Parameters.Refuse(
                -1102, "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!");
        }
    }

    private static decimal Amount(Parameters parameters, string name)
    {
        decimal value = parameters.RequireAmount(name);
        if (value == 0m)
        {
            throw Parameters.Refuse(-1013, name is "price" or "stopPrice" ? "Invalid price." : "Invalid quantity.");
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
        "STOP_LOSS" => OrderKind.StopLoss,
        "STOP_LOSS_LIMIT" => OrderKind.StopLossLimit,
        "TAKE_PROFIT" => OrderKind.TakeProfit,
        "TAKE_PROFIT_LIMIT" => OrderKind.TakeProfitLimit,
        _ => throw Parameters.Refuse(-1116, "Invalid orderType."),
    };

    private static FaceRefusalException Unsupported(string kind) =>
        Parameters.Refuse(-1013, $"{kind} orders are not supported for this symbol.");

    private static OrderLifetime LifetimeOf(string text) => text switch
    {
        "GTC" => OrderLifetime.Gtc,
        "IOC" => OrderLifetime.Ioc,
        "FOK" => OrderLifetime.Fok,
        _ => throw Parameters.Refuse(-1115, "Invalid timeInForce."),
    };
}
