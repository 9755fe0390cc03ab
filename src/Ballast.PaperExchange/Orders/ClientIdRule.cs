namespace Ballast.PaperExchange.Orders;

/// <summary>How far the exchange keeps client ids apart.</summary>
public enum ClientIdRule
{
    /// <summary>Unique among open orders, free again afterwards (Binance, Kraken <c>cl_ord_id</c>).</summary>
    UniqueAmongOpen = 0,

    /// <summary>Any number of orders may share one (Kraken <c>userref</c>).</summary>
    NotUnique = 1,

    /// <summary>Unique for ever: repeating one answers with the order that has it (Coinbase).</summary>
    ExistingReturned = 2,

    /// <summary>
    /// Not documented (Hyperliquid <c>cloid</c>): a repeated one is refused or accepted, as the seed has it.
    /// </summary>
    Undocumented = 3,
}
