namespace Ballast.PaperExchange.Orders;

/// <summary>What kind of order it is.</summary>
public enum OrderKind
{
    /// <summary>Takes at any price.</summary>
    Market = 0,

    /// <summary>Never worse than its limit.</summary>
    Limit = 1,

    /// <summary>A limit order that is refused rather than take.</summary>
    LimitMaker = 2,

    /// <summary>Waits until the price has gone against its customer, then takes at any price.</summary>
    StopLoss = 3,

    /// <summary>Waits until the price has gone against its customer, then is a limit order.</summary>
    StopLossLimit = 4,

    /// <summary>Waits until the price has gone its customer's way, then takes at any price.</summary>
    TakeProfit = 5,

    /// <summary>Waits until the price has gone its customer's way, then is a limit order.</summary>
    TakeProfitLimit = 6,
}
