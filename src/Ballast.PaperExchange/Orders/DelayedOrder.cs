using NodaTime;

namespace Ballast.PaperExchange.Orders;

/// <summary>A request that will arrive.</summary>
/// <param name="Due">When.</param>
/// <param name="Account">Whose.</param>
/// <param name="Order">The request.</param>
public sealed record DelayedOrder(Instant Due, string Account, NewOrder Order);
