using Ballast.Core.Markets;
using Ballast.Core.Orders;

namespace Ballast.Engine.Ports;

/// <summary>A trade and its order.</summary>
/// <param name="OrderVenueId">The venue's number of the order.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Fill">Size, price, fee.</param>
public sealed record VenueTrade(string OrderVenueId, TradeSide Side, VenueFill Fill)
{
    /// <summary>Whether the venue does not say what it charged; the fill's fee is zero then.</summary>
    public bool IsFeeUntold { get; init; }
}
