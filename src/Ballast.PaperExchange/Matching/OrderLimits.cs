namespace Ballast.PaperExchange.Matching;

/// <summary>
/// What an exchange refuses beyond sizes, ticks and notionals: prices far from the market, and too many open orders.
/// The defaults are those of Binance's large coins.
/// </summary>
public sealed record OrderLimits
{
    /// <summary>The highest price of a buy, as a multiple of the last price.</summary>
    public decimal BidMultiplierUp { get; init; } = 5m;

    /// <summary>The lowest price of a buy, as a multiple of the last price.</summary>
    public decimal BidMultiplierDown { get; init; } = 0.2m;

    /// <summary>The highest price of a sale, as a multiple of the last price.</summary>
    public decimal AskMultiplierUp { get; init; } = 5m;

    /// <summary>The lowest price of a sale, as a multiple of the last price.</summary>
    public decimal AskMultiplierDown { get; init; } = 0.2m;

    /// <summary>How many open orders an account may have in one market; 1 or more.</summary>
    public int MaxOpenOrders { get; init; } = 200;

    /// <summary>How many orders that wait for a price an account may have open in one market; 1 or more.</summary>
    public int MaxWaitingOrders { get; init; } = 5;
}
