using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.Cli.Live;

/// <summary>One open order.</summary>
/// <param name="Side">Buy or sell.</param>
/// <param name="Asset">Base asset.</param>
/// <param name="Size">Units.</param>
/// <param name="Limit">Limit price.</param>
/// <param name="State">Where it stands.</param>
public sealed record LiveOrder(TradeSide Side, Asset Asset, Quantity Size, Price Limit, string State);
