using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Stores;

/// <summary>
/// The exchange's own memory. A commit is there whole or not at all, and is on stable storage when the call returns.
/// </summary>
public interface IExchangeStore : IDisposable
{
    /// <summary>Everything committed so far.</summary>
    StoredExchange Load();

    /// <summary>Adds one request's effects.</summary>
    /// <exception cref="IOException">They could not be stored; none of them are.</exception>
    void Commit(ChangeSet changes);

    /// <summary>A remembered text, or <see langword="null"/> where there is none.</summary>
    string? Recall(string key);

    /// <summary>Remembers a text under a key, durably.</summary>
    void Remember(string key, string text);
}

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

    /// <summary>Ordered by account and asset.</summary>
    public ImmutableArray<StoredBalance> Balances { get; init; } = [];
}

/// <summary>One balance.</summary>
public sealed record StoredBalance(string Account, string Asset, decimal Free, decimal Locked);

/// <summary>What one request changed: new rows, and the newest value of changed ones.</summary>
public sealed class ChangeSet
{
    /// <summary>New and changed orders by number.</summary>
    public SortedDictionary<long, ExchangeOrder> Orders { get; } = [];

    /// <summary>New trades.</summary>
    public List<ExchangeTrade> Trades { get; } = [];

    /// <summary>New deposits and withdrawals.</summary>
    public List<ExchangeFlow> Flows { get; } = [];

    /// <summary>New arrivals.</summary>
    public List<ReceivedPost> Posts { get; } = [];

    /// <summary>Changed balances.</summary>
    public SortedDictionary<(string Account, string Asset), Balance> Balances { get; } = [];

    /// <summary>Whether there is nothing to commit.</summary>
    public bool IsEmpty => Orders.Count + Trades.Count + Flows.Count + Posts.Count + Balances.Count == 0;
}

/// <summary>Remembers nothing beyond its process: for tests and throw-away markets.</summary>
public sealed class MemoryExchangeStore : IExchangeStore
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public StoredExchange Load() => new();

    /// <inheritdoc/>
    public void Commit(ChangeSet changes)
    {
    }

    /// <inheritdoc/>
    public string? Recall(string key) => texts.GetValueOrDefault(key);

    /// <inheritdoc/>
    public void Remember(string key, string text) => texts[key] = text;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
