using System.Text.Json.Nodes;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Cancel and replace: one request that ends an order and places another.</summary>
internal sealed class ReplaceRequests(PaperVenue venue, RequestBudget? budget)
{
    private const string Attempted = "SUCCESS";
    private const string Failed = "FAILURE";

    /// <summary>What it takes beside what a new order does.</summary>
    public static string[] Names { get; } =
    [
        .. OrderParameters.Names, "cancelReplaceMode", "cancelNewClientOrderId", "cancelOrigClientOrderId",
        "cancelOrderId", "cancelRestrictions", "orderRateLimitExceededMode",
    ];

    public JsonNode Replace(Parameters parameters, Admitted admitted)
    {
        NewOrder order = OrderParameters.Read(venue, parameters, admitted);
        ResponseKind kind = OrderParameters.ResponseOf(parameters, order.Kind);
        OrderReplacement wish = new()
        {
            Ends = KeyOf(parameters),
            CancelId = parameters.FindClientId("cancelNewClientOrderId"),
            OnlyIn = RestrictionOf(parameters),
            Mode = ModeOf(parameters),
            Order = order,
        };
        if (parameters.Find("orderRateLimitExceededMode") is not (null or "DO_NOTHING" or "CANCEL_ONLY"))
        {
            throw Parameters.Invalid("orderRateLimitExceededMode");
        }

        return venue.Replace(admitted.Account.Name, wish) switch
        {
            ReplaceAnswer.Refused refused => throw new FaceRefusalException(refused.Why),
            ReplaceAnswer.Tried tried => Told(admitted.Account.Name, tried, wish.CancelId, kind),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // An order that was not attempted counts against the limit like one that rests.
    private JsonObject Told(string account, ReplaceAnswer.Tried tried, string? cancelId, ResponseKind kind)
    {
        if (tried.Placed is not OrderAnswer.Accepted { Order.State: OrderState.Filled })
        {
            budget?.CountOrder(account);
        }

        JsonObject told = new()
        {
            ["cancelResult"] = WordOf(tried.Ended),
            ["newOrderResult"] = WordOf(tried.Placed),
            ["cancelResponse"] = Shown(
                tried.Ended, accepted => BinanceJson.Cancelled(accepted.Order, cancelId)),
            ["newOrderResponse"] = Shown(
                tried.Placed, accepted => BinanceJson.Placed(accepted.Order, accepted.Trades, kind)),
        };
        return (tried.Ended, tried.Placed) switch
        {
            (OrderAnswer.Accepted, OrderAnswer.Accepted) => told,
            (OrderAnswer.Refused, null) =>
                throw new ReplaceRefusalException(new(-2022, "Order cancel-replace failed."), told, 400),
            (OrderAnswer.Refused, OrderAnswer.Refused) =>
                throw new ReplaceRefusalException(new(-2022, "Order cancel-replace failed."), told, 400),
            _ => throw new ReplaceRefusalException(new(-2021, "Order cancel-replace partially failed."), told, 409),
        };
    }

    private static string WordOf(OrderAnswer? answer) => answer switch
    {
        null => "NOT_ATTEMPTED",
        OrderAnswer.Accepted => Attempted,
        OrderAnswer.Refused => Failed,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject? Shown(OrderAnswer? answer, Func<OrderAnswer.Accepted, JsonObject> show) => answer switch
    {
        null => null,
        OrderAnswer.Accepted accepted => show(accepted),
        OrderAnswer.Refused { Why: var why } => new JsonObject { ["code"] = why.Code, ["msg"] = why.Message },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ReplaceMode ModeOf(Parameters parameters) => parameters.Require("cancelReplaceMode") switch
    {
        "STOP_ON_FAILURE" => ReplaceMode.StopOnFailure,
        "ALLOW_FAILURE" => ReplaceMode.AllowFailure,
        _ => throw Parameters.Invalid("cancelReplaceMode"),
    };

    private static OrderState? RestrictionOf(Parameters parameters) => parameters.Find("cancelRestrictions") switch
    {
        null => null,
        "ONLY_NEW" => OrderState.New,
        "ONLY_PARTIALLY_FILLED" => OrderState.PartiallyFilled,
        _ => throw Parameters.Invalid("cancelRestrictions"),
    };

    private static OrderKey KeyOf(Parameters parameters) =>
        parameters.FindWhole("cancelOrderId") is { } id ? new OrderKey.ByNumber(id)
        : parameters.FindClientId("cancelOrigClientOrderId") is { } clientId ? new OrderKey.ByClientId(clientId)
        : throw Parameters.Refuse(
            -1102, "Param 'cancelOrigClientOrderId' or 'cancelOrderId' must be sent, but both were empty/null!");
}
