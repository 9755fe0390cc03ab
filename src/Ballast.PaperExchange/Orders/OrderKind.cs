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
}
