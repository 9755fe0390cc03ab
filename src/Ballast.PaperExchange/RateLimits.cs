namespace Ballast.PaperExchange;

/// <summary>
/// How much the exchange takes in a while, counted in its own time: an accelerated market is asked more often in a real
/// minute. The defaults are Binance's.
/// </summary>
/// <param name="WeightPerMinute">Weight of all requests of one address, 1 or more.</param>
/// <param name="OrdersPerTenSeconds">New orders of one account that did not fill at once, 1 or more.</param>
/// <param name="OrdersPerDay">The same for a day.</param>
public sealed record RateLimits(int WeightPerMinute, int OrdersPerTenSeconds, int OrdersPerDay)
{
    /// <summary>6,000 weight a minute, 100 orders in ten seconds, 200,000 a day.</summary>
    public static RateLimits Binance { get; } = new(6_000, 100, 200_000);

    /// <summary>So high that nobody meets them.</summary>
    public static RateLimits None { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue);
}
