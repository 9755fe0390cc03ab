namespace Ballast.PaperExchange.Orders;

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
