using System.Collections.Immutable;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Services;

namespace Ballast.PaperExchange.Stores;

/// <summary>What a store holds.</summary>
public sealed record StoredExchange
{
    /// <summary>Ordered by number.</summary>
    public ImmutableArray<ExchangeOrder> Orders { get; init; } = [];

    /// <summary>Ordered by number.</summary>
    public ImmutableArray<ExchangeTrade> Trades { get; init; } = [];

    /// <summary>Ordered by number.</summary>
    public ImmutableArray<ExchangeFlow> Flows { get; init; } = [];

    /// <summary>Ordered by number.</summary>
    public ImmutableArray<ReceivedPost> Posts { get; init; } = [];

    /// <summary>What is still to happen.</summary>
    public PendingEffects Pending { get; init; } = new();

    /// <summary>Ordered by account and asset.</summary>
    public ImmutableArray<StoredBalance> Balances { get; init; } = [];

    /// <summary>The agents' services.</summary>
    public AgentRecords Agents { get; init; } = new();
}
