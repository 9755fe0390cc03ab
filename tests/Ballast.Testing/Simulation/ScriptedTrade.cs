using Ballast.Core.Markets;
using Ballast.Core.Orders;

namespace Ballast.Testing.Simulation;

/// <summary>A trade with its place in the venue's own count.</summary>
/// <param name="Number">Counts all trades of the venue.</param>
/// <param name="Order">The order's number at the venue.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Fill">The trade.</param>
public sealed record ScriptedTrade(long Number, string Order, TradeSide Side, VenueFill Fill);
