using System.Collections.Immutable;
using NodaTime;

namespace Ballast.PaperExchange.Orders;

/// <summary>What faults have put off and what will still happen, also after a restart.</summary>
public sealed record PendingEffects
{
    /// <summary>Requests on their way, in the order in which they were sent.</summary>
    public ImmutableArray<DelayedOrder> Orders { get; init; } = [];

    /// <summary>Fills of orders that were cancelled, in the order of the cancels.</summary>
    public ImmutableArray<LateFill> Fills { get; init; } = [];
}

/// <summary>A request that will arrive.</summary>
/// <param name="Due">When.</param>
/// <param name="Account">Whose.</param>
/// <param name="Order">The request.</param>
public sealed record DelayedOrder(Instant Due, string Account, NewOrder Order);

/// <summary>A fill of an order that is already confirmed as cancelled.</summary>
/// <param name="Due">When.</param>
/// <param name="OrderId">The order's number.</param>
public sealed record LateFill(Instant Due, long OrderId);
