using System.Collections.Immutable;

namespace Ballast.PaperExchange.Orders;

/// <summary>
/// The exchange's answer to an order or a cancel. Closed: <see cref="Accepted"/> or <see cref="Refused"/>.
/// </summary>
public abstract record OrderAnswer
{
    private OrderAnswer()
    {
    }

    /// <summary>The record as it stands, with the trades that this request made.</summary>
    public sealed record Accepted(ExchangeOrder Order, ImmutableArray<ExchangeTrade> Trades) : OrderAnswer;

    /// <summary>No effect.</summary>
    public sealed record Refused(Refusal Why) : OrderAnswer;
}

/// <summary>A refusal in Binance's codes and words.</summary>
/// <param name="Code">Negative, such as -2010.</param>
/// <param name="Message">The exact published message.</param>
public sealed record Refusal(int Code, string Message)
{
    public static Refusal UnknownSymbol { get; } = new(-1121, "Invalid symbol.");

    public static Refusal InsufficientBalance { get; } =
        new(-2010, "Account has insufficient balance for requested action.");

    public static Refusal DuplicateOrder { get; } = new(-2010, "Duplicate order sent.");

    public static Refusal WouldTake { get; } = new(-2010, "Order would immediately match and take.");

    public static Refusal MarketClosed { get; } = new(-1013, "Market is closed.");

    public static Refusal NoSuchOrder { get; } = new(-2013, "Order does not exist.");

    public static Refusal UnknownOrder { get; } = new(-2011, "Unknown order sent.");

    public static Refusal OutsideWindow { get; } =
        new(-1021, "Timestamp for this request is outside of the recvWindow.");

    public static Refusal AheadOfServer { get; } =
        new(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    public static Refusal Filter(string name) => new(-1013, "Filter failure: " + name);
}

/// <summary>How an order is named in a lookup. Closed: <see cref="ByNumber"/> or <see cref="ByClientId"/>.</summary>
public abstract record OrderKey
{
    private OrderKey()
    {
    }

    /// <summary>By the exchange's number.</summary>
    public sealed record ByNumber(long Id) : OrderKey;

    /// <summary>By the customer's name; the newest where there are several.</summary>
    public sealed record ByClientId(string ClientId) : OrderKey;
}

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
