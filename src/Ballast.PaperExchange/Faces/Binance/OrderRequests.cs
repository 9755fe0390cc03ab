using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>The requests that place, find and cancel orders.</summary>
internal sealed class OrderRequests(PaperVenue venue, RequestBudget? budget)
{
    private const int DefaultLimit = 500;
    private const int MostOrders = 1000;

    private static readonly Duration LongestSpan = Duration.FromHours(24);

    public JsonNode Place(Parameters parameters, Admitted admitted)
    {
        NewOrder order = OrderParameters.Read(venue, parameters, admitted);
        ResponseKind kind = OrderParameters.ResponseOf(parameters, order.Kind);
        return venue.Place(admitted.Account.Name, order) switch
        {
            OrderAnswer.Accepted accepted => Placed(accepted, kind),
            OrderAnswer.Refused refused => throw new DeskRefusalException(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private JsonObject Placed(OrderAnswer.Accepted accepted, ResponseKind kind)
    {
        if (accepted.Order.State != OrderState.Filled)
        {
            budget?.CountOrder(accepted.Order.Account);
        }

        return BinanceJson.Placed(accepted.Order, accepted.Trades, kind);
    }

    /// <summary>Everything that refuses an order but the account's balances.</summary>
    public JsonNode Test(Parameters parameters, Admitted admitted)
    {
        NewOrder order = OrderParameters.Read(venue, parameters, admitted);
        OrderParameters.ResponseOf(parameters, order.Kind);
        if (venue.RefusalOf(admitted.Account.Name, order) is { } refusal)
        {
            throw new FaceRefusalException(refusal);
        }

        return parameters.FindFlag("computeCommissionRates") == true
            ? Commissions.Of(admitted.Account.Fees, "ForOrder")
            : new JsonObject();
    }

    public JsonNode Cancel(Parameters parameters, Admitted admitted)
    {
        string symbol = venue.MarketOf(parameters).Symbol;
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
        foreach (ExchangeOrder order in venue.OpenOrders(admitted.Account.Name, venue.MarketOf(parameters).Symbol))
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
        venue.Find(admitted.Account.Name, venue.MarketOf(parameters).Symbol, KeyOf(parameters)) is { } order
            ? BinanceJson.Recorded(order)
            : throw new FaceRefusalException(Refusal.NoSuchOrder);

    public JsonNode Open(Parameters parameters, Admitted admitted)
    {
        string symbol = parameters.Has("symbol") ? venue.MarketOf(parameters).Symbol : "";
        return new JsonArray([.. venue.OpenOrders(admitted.Account.Name, symbol).Select(BinanceJson.Recorded)]);
    }

    public JsonNode All(Parameters parameters, Admitted admitted)
    {
        Instrument market = venue.MarketOf(parameters);
        int limit = parameters.Limit(DefaultLimit, MostOrders);
        long fromId = parameters.FindWhole("orderId") ?? 0;
        (Instant from, Instant until) = SpanOf(parameters);
        ExchangeOrder[] orders =
        [
            .. venue.Orders(admitted.Account.Name, market.Symbol)
                .Where(order => order.Id >= fromId && order.At >= from && order.At <= until),
        ];
        bool isFromStart = parameters.Has("orderId") || parameters.Has("startTime");
        return new JsonArray(
            [.. (isFromStart ? orders.Take(limit) : orders.TakeLast(limit)).Select(BinanceJson.Recorded)]);
    }

    /// <summary>What <c>startTime</c> and <c>endTime</c> ask for; both together are a day at most.</summary>
    public static (Instant From, Instant Until) SpanOf(Parameters parameters)
    {
        Instant? from = parameters.FindTime("startTime");
        Instant? until = parameters.FindTime("endTime");
        return from is { } start && until is { } end && end - start > LongestSpan
            ? throw Parameters.Refuse(-1127, "More than 24 hours between startTime and endTime.")
            : (from ?? Instant.MinValue, until ?? Instant.MaxValue);
    }

    private static OrderKey KeyOf(Parameters parameters) =>
        parameters.FindWhole("orderId") is { } id ? new OrderKey.ByNumber(id)
        : parameters.FindClientId("origClientOrderId") is { } clientId ? new OrderKey.ByClientId(clientId)
        : throw Parameters.Refuse(
            -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
}
