using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Orders;

/// <summary>What follows from the kind of an order.</summary>
public static class OrderKinds
{
    /// <summary>Whether it waits for a price before it does anything.</summary>
    public static bool IsStop(this OrderKind kind) => kind >= OrderKind.StopLoss;

    /// <summary>Whether it takes at any price, once it does.</summary>
    public static bool TakesAnyPrice(this OrderKind kind) =>
        kind is OrderKind.Market or OrderKind.StopLoss or OrderKind.TakeProfit;

    /// <summary>Whether a customer says how long it stands.</summary>
    public static bool HasLifetime(this OrderKind kind) =>
        kind is OrderKind.Limit or OrderKind.StopLossLimit or OrderKind.TakeProfitLimit;

    /// <summary>Whether a price ends the waiting of an order of a kind that waits.</summary>
    /// <param name="kind">One that waits.</param>
    /// <param name="side">Of the order.</param>
    /// <param name="stopPrice">Of the order.</param>
    /// <param name="price">Of its market.</param>
    public static bool Fires(this OrderKind kind, TradeSide side, decimal stopPrice, decimal price)
    {
        bool isLoss = kind is OrderKind.StopLoss or OrderKind.StopLossLimit;
        bool waitsForRise = isLoss == (side == TradeSide.Buy);
        return waitsForRise ? price >= stopPrice : price <= stopPrice;
    }
}
