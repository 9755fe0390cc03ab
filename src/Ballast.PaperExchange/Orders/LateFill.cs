using NodaTime;

namespace Ballast.PaperExchange.Orders;

/// <summary>A fill of an order that is already confirmed as cancelled.</summary>
/// <param name="Due">When.</param>
/// <param name="OrderId">The order's number.</param>
public sealed record LateFill(Instant Due, long OrderId);
