using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Services;

namespace Ballast.PaperExchange.Stores;

/// <summary>What one request changed: new rows, and the newest value of changed ones.</summary>
public sealed class ChangeSet
{
    /// <summary>New and changed orders by number.</summary>
    public SortedDictionary<long, ExchangeOrder> Orders { get; } = [];

    /// <summary>Which of the orders are new, by number.</summary>
    public SortedSet<long> Placed { get; } = [];

    /// <summary>The customers' names of the cancels that ended orders, by the order's number; not stored.</summary>
    public SortedDictionary<long, string> CancelIds { get; } = [];

    /// <summary>New trades.</summary>
    public List<ExchangeTrade> Trades { get; } = [];

    /// <summary>New deposits and withdrawals.</summary>
    public List<ExchangeFlow> Flows { get; } = [];

    /// <summary>New arrivals.</summary>
    public List<ReceivedPost> Posts { get; } = [];

    /// <summary>Changed balances.</summary>
    public SortedDictionary<(string Account, string Asset), Balance> Balances { get; } = [];

    /// <summary>What is still to happen, or <see langword="null"/> where that has not changed.</summary>
    public PendingEffects? Pending { get; set; }

    /// <summary>What changed of the agents' services.</summary>
    public AgentChanges Agents { get; set; } = new();

    /// <summary>Whether there is nothing to commit.</summary>
    public bool IsEmpty => Agents.IsEmpty
        && Pending is null
        && Orders.Count + Trades.Count + Flows.Count + Posts.Count + Balances.Count == 0;
}
