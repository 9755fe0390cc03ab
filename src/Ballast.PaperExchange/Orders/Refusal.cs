namespace Ballast.PaperExchange.Orders;

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

    public static Refusal WouldTrigger { get; } = new(-2010, "Stop price would trigger immediately.");

    public static Refusal MarketClosed { get; } = new(-1013, "Market is closed.");

    public static Refusal NoSuchOrder { get; } = new(-2013, "Order does not exist.");

    public static Refusal UnknownOrder { get; } = new(-2011, "Unknown order sent.");

    public static Refusal CancelRestricted { get; } =
        new(-2011, "Order was not canceled due to cancel restrictions.");

    public static Refusal OutsideWindow { get; } =
        new(-1021, "Timestamp for this request is outside of the recvWindow.");

    public static Refusal AheadOfServer { get; } =
        new(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    public static Refusal Filter(string name) => new(-1013, "Filter failure: " + name);
}
