using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Orders, trades and refusals as Binance writes them.</summary>
internal static class BinanceJson
{
    private static readonly JsonSerializerOptions AsSent = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>At least eight decimals, and as many more as there are: nothing is rounded away.</summary>
    public static string Number(decimal value) =>
        value.ToString("0.00000000####################", CultureInfo.InvariantCulture);

    public static long Ms(Instant at) => at.ToUnixTimeMilliseconds();

    public static FaceAnswer.Reply Error(Refusal refusal) =>
        new(StatusOf(refusal.Code), Text(new JsonObject { ["code"] = refusal.Code, ["msg"] = refusal.Message }));

    /// <summary>A document as it is sent: letters as they are, where a page's author would escape them.</summary>
    public static string Text(JsonNode document) => document.ToJsonString(AsSent);

    public static string Status(OrderState state) => state switch
    {
        OrderState.New => "NEW",
        OrderState.PartiallyFilled => "PARTIALLY_FILLED",
        OrderState.Filled => "FILLED",
        OrderState.Canceled => "CANCELED",
        OrderState.Expired => "EXPIRED",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static JsonObject Placed(ExchangeOrder order, ImmutableArray<ExchangeTrade> trades, ResponseKind kind)
    {
        var json = new JsonObject
        {
            ["symbol"] = order.Symbol,
            ["orderId"] = order.Id,
            ["orderListId"] = -1,
            ["clientOrderId"] = order.ClientId,
            ["transactTime"] = Ms(order.UpdatedAt),
        };
        if (kind == ResponseKind.Ack)
        {
            return json;
        }

        AddState(json, order);
        if (order.Kind.IsStop())
        {
            json["stopPrice"] = Number(order.StopPrice);
        }

        json["workingTime"] = WorkingSince(order);
        json["selfTradePreventionMode"] = "EXPIRE_MAKER";
        if (kind == ResponseKind.Full)
        {
            json["fills"] = new JsonArray([.. trades.Select(Fill)]);
        }

        return json;
    }

    public static JsonObject Recorded(ExchangeOrder order)
    {
        var json = new JsonObject
        {
            ["symbol"] = order.Symbol,
            ["orderId"] = order.Id,
            ["orderListId"] = -1,
            ["clientOrderId"] = order.ClientId,
        };
        AddState(json, order);
        json["stopPrice"] = Number(order.StopPrice);
        json["icebergQty"] = Number(0m);
        json["time"] = Ms(order.At);
        json["updateTime"] = Ms(order.UpdatedAt);
        json["isWorking"] = !order.IsWaiting;
        json["workingTime"] = WorkingSince(order);
        json["selfTradePreventionMode"] = "EXPIRE_MAKER";
        return json;
    }

    /// <summary>A cancel's answer names the order in origClientOrderId; clientOrderId is the cancel's own.</summary>
    public static JsonObject Cancelled(ExchangeOrder order, string? cancelId)
    {
        JsonObject json = Placed(order, [], ResponseKind.Result);
        json["origClientOrderId"] = order.ClientId;
        json["clientOrderId"] = CancelName(order, cancelId);
        return json;
    }

    /// <summary>What a cancel is called: the customer's name for it, or one that the exchange gives.</summary>
    public static string CancelName(ExchangeOrder order, string? cancelId) =>
        cancelId ?? string.Create(CultureInfo.InvariantCulture, $"cancel-{order.Id}");

    public static string Kind(OrderKind kind) => kind switch
    {
        OrderKind.Market => "MARKET",
        OrderKind.Limit => "LIMIT",
        OrderKind.LimitMaker => "LIMIT_MAKER",
        OrderKind.StopLoss => "STOP_LOSS",
        OrderKind.StopLossLimit => "STOP_LOSS_LIMIT",
        OrderKind.TakeProfit => "TAKE_PROFIT",
        OrderKind.TakeProfitLimit => "TAKE_PROFIT_LIMIT",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Since when an order works; minus one while it waits for a price.</summary>
    public static long WorkingSince(ExchangeOrder order) => order.IsWaiting ? -1 : Ms(order.At);

    public static string Lifetime(OrderLifetime lifetime) => lifetime.ToString().ToUpperInvariant();

    public static JsonObject Trade(ExchangeTrade trade) => new()
    {
        ["symbol"] = trade.Symbol,
        ["id"] = trade.Id,
        ["orderId"] = trade.OrderId,
        ["orderListId"] = -1,
        ["price"] = Number(trade.Price),
        ["qty"] = Number(trade.Size),
        ["quoteQty"] = Number(trade.Price * trade.Size),
        ["commission"] = Number(trade.Fee),
        ["commissionAsset"] = trade.FeeAsset,
        ["time"] = Ms(trade.At),
        ["isBuyer"] = trade.Side == TradeSide.Buy,
        ["isMaker"] = trade.IsMaker,
        ["isBestMatch"] = true,
    };

    private static JsonNode Fill(ExchangeTrade trade) => new JsonObject
    {
        ["price"] = Number(trade.Price),
        ["qty"] = Number(trade.Size),
        ["commission"] = Number(trade.Fee),
        ["commissionAsset"] = trade.FeeAsset,
        ["tradeId"] = trade.Id,
    };

    private static void AddState(JsonObject json, ExchangeOrder order)
    {
        json["price"] = Number(order.Price);
        json["origQty"] = Number(order.Size);
        json["executedQty"] = Number(order.Filled);
        json["origQuoteOrderQty"] = Number(order.QuoteSize);
        json["cummulativeQuoteQty"] = Number(order.FilledQuote);
        json["status"] = Status(order.State);
        json["timeInForce"] = Lifetime(order.Lifetime);
        json["type"] = Kind(order.Kind);
        json["side"] = order.Side == TradeSide.Buy ? "BUY" : "SELL";
    }

    private static int StatusOf(int code) => code switch
    {
        -2014 or -2015 => 401,
        -1003 or -1015 => 429,
        _ => 400,
    };
}
