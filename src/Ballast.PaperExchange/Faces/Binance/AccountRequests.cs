using System.Text.Json.Nodes;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>The requests that need a key and a signature.</summary>
internal sealed class AccountRequests(PaperVenue venue)
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 1000;

    public JsonNode Place(Parameters parameters, Admitted admitted)
    {
        NewOrder order = OrderParameters.Read(parameters, admitted);
        ResponseKind kind = OrderParameters.ResponseOf(parameters, order.Kind);
        return venue.Place(admitted.Account.Name, order) switch
        {
            OrderAnswer.Accepted accepted => BinanceJson.Placed(accepted.Order, accepted.Trades, kind),
            OrderAnswer.Refused refused => throw new DeskRefusalException(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public JsonNode Cancel(Parameters parameters, Admitted admitted)
    {
        string symbol = Symbol(parameters);
        OrderKey key = KeyOf(parameters);
        string? cancelId = parameters.FindClientId("newClientOrderId");
        OrderAnswer answer = cancelId is null
            ? venue.Cancel(admitted.Account.Name, symbol, key)
            : venue.Cancel(admitted.Account.Name, symbol, key, cancelId);
        return answer switch
        {
            OrderAnswer.Accepted accepted => BinanceJson.Cancelled(accepted.Order, cancelId),
            OrderAnswer.Refused refused => throw new FaceRefusalException(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public JsonNode CancelAll(Parameters parameters, Admitted admitted)
    {
        var cancelled = new JsonArray();
        foreach (ExchangeOrder order in venue.OpenOrders(admitted.Account.Name, Symbol(parameters)))
        {
            if (venue.Cancel(order.Account, order.Symbol, new OrderKey.ByNumber(order.Id))
                is OrderAnswer.Accepted accepted)
            {
                cancelled.Add(BinanceJson.Cancelled(accepted.Order, null));
            }
        }

        return cancelled.Count > 0 ? cancelled : throw new FaceRefusalException(Refusal.UnknownOrder);
    }

    public JsonNode Find(Parameters parameters, Admitted admitted) =>
        venue.Find(admitted.Account.Name, Symbol(parameters), KeyOf(parameters)) is { } order
            ? BinanceJson.Recorded(order)
            : throw new FaceRefusalException(Refusal.NoSuchOrder);

    public JsonNode OpenOrders(Parameters parameters, Admitted admitted)
    {
        string symbol = parameters.Has("symbol") ? Symbol(parameters) : "";
        return new JsonArray([.. venue.OpenOrders(admitted.Account.Name, symbol).Select(BinanceJson.Recorded)]);
    }

    public JsonNode AllOrders(Parameters parameters, Admitted admitted)
    {
        long fromId = parameters.FindWhole("orderId") ?? 0;
        Instant from = TimeOf(parameters, "startTime", Instant.MinValue);
        Instant until = TimeOf(parameters, "endTime", Instant.MaxValue);
        ExchangeOrder[] orders =
        [
            .. venue.Orders(admitted.Account.Name, Symbol(parameters))
                .Where(order => order.Id >= fromId && order.At >= from && order.At <= until),
        ];
        bool isFromStart = parameters.Has("orderId") || parameters.Has("startTime");
        return new JsonArray([.. Page(orders, parameters, isFromStart).Select(BinanceJson.Recorded)]);
    }

    public JsonNode Trades(Parameters parameters, Admitted admitted)
    {
        long? orderId = parameters.FindWhole("orderId");
        Instant from = TimeOf(parameters, "startTime", Instant.MinValue);
        Instant until = TimeOf(parameters, "endTime", Instant.MaxValue);
        ExchangeTrade[] trades =
        [
            .. venue.Trades(admitted.Account.Name, Symbol(parameters), parameters.FindWhole("fromId") ?? 0)
                .Where(trade => (orderId is null || trade.OrderId == orderId) && trade.At >= from && trade.At <= until),
        ];
        bool isFromStart = parameters.Has("fromId") || parameters.Has("startTime");
        return new JsonArray([.. Page(trades, parameters, isFromStart).Select(BinanceJson.Trade)]);
    }

    public JsonNode Account(Admitted admitted) => new JsonObject
    {
        ["makerCommission"] = (int)(admitted.Account.Fees.MakerRate * 10_000m),
        ["takerCommission"] = (int)(admitted.Account.Fees.TakerRate * 10_000m),
        ["commissionRates"] = new JsonObject
        {
            ["maker"] = BinanceJson.Number(admitted.Account.Fees.MakerRate),
            ["taker"] = BinanceJson.Number(admitted.Account.Fees.TakerRate),
            ["buyer"] = BinanceJson.Number(0m),
            ["seller"] = BinanceJson.Number(0m),
        },
        ["canTrade"] = true,
        ["canWithdraw"] = false,
        ["canDeposit"] = false,
        ["updateTime"] = BinanceJson.Ms(venue.Now),
        ["accountType"] = "SPOT",
        ["balances"] = new JsonArray([.. venue.Balances(admitted.Account.Name).Select(Holding)]),
        ["permissions"] = new JsonArray("SPOT"),
        ["uid"] = 1,
    };

    public JsonNode TradeFees(Parameters parameters, Admitted admitted) => new JsonArray(
    [
        .. venue.Instruments.Select(instrument => instrument.Symbol)
            .Where(symbol => !parameters.Has("symbol") || symbol == parameters.Find("symbol"))
            .Select(symbol => TradeFee(symbol, admitted.Account.Fees)),
    ]);

    private static JsonObject TradeFee(string symbol, FeeTerms fees) => new JsonObject
    {
        ["symbol"] = symbol,
        ["makerCommission"] = BinanceJson.Number(fees.MakerRate),
        ["takerCommission"] = BinanceJson.Number(fees.TakerRate),
    };

    private static JsonObject Holding(Balance balance) => new JsonObject
    {
        ["asset"] = balance.Asset.Symbol,
        ["free"] = BinanceJson.Number(balance.Free.Value),
        ["locked"] = BinanceJson.Number(balance.Locked.Value),
    };

    private string Symbol(Parameters parameters)
    {
        string symbol = parameters.Require("symbol");
        return venue.Instruments.Any(instrument => instrument.Symbol == symbol)
            ? symbol
            : throw new FaceRefusalException(Refusal.UnknownSymbol);
    }

    private static OrderKey KeyOf(Parameters parameters) =>
        parameters.FindWhole("orderId") is { } id ? new OrderKey.ByNumber(id)
        : parameters.FindClientId("origClientOrderId") is { } clientId ? new OrderKey.ByClientId(clientId)
        : throw Parameters.Refuse(
            -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");

    private static Instant TimeOf(Parameters parameters, string name, Instant otherwise) =>
        parameters.FindWhole(name) is { } ms ? Instant.FromUnixTimeMilliseconds(ms) : otherwise;

    private static IEnumerable<T> Page<T>(T[] rows, Parameters parameters, bool isFromStart)
    {
        int limit = (int)Math.Clamp(parameters.FindWhole("limit") ?? DefaultLimit, 1, MaxLimit);
        return isFromStart ? rows.Take(limit) : rows.TakeLast(limit);
    }
}
