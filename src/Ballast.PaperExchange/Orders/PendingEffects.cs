using System.Collections.Immutable;
using Ballast.PaperExchange.Transfers;

namespace Ballast.PaperExchange.Orders;

/// <summary>What faults have put off and what will still happen, also after a restart.</summary>
public sealed record PendingEffects
{
    /// <summary>Requests on their way, in the order in which they were sent.</summary>
    public ImmutableArray<DelayedOrder> Orders { get; init; } = [];

    /// <summary>Fills of orders that were cancelled, in the order of the cancels.</summary>
    public ImmutableArray<LateFill> Fills { get; init; } = [];

    /// <summary>Transfers between customers by number: those under way, and those that have ended, so that none is
    /// made twice.</summary>
    public ImmutableArray<ExchangeTransfer> Transfers { get; init; } = [];

    /// <summary>Requests for transfers on their way, in the order in which they were sent.</summary>
    public ImmutableArray<DelayedTransfer> LateTransfers { get; init; } = [];
}
