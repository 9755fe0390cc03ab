using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Matching;

/// <summary>What an order is checked against.</summary>
/// <param name="Instrument">Its market.</param>
/// <param name="Limits">What the exchange refuses beyond the market's own filters.</param>
internal sealed record OrderSurroundings(Instrument Instrument, OrderLimits Limits)
{
    /// <summary>The market's price, for price limits and for the notional of market orders.</summary>
    public required decimal Mid { get; init; }

    /// <summary>How many orders the account has open in the market.</summary>
    public required int OpenOrders { get; init; }

    /// <summary>How many of those wait for a price.</summary>
    public required int WaitingOrders { get; init; }
}
