using System.Collections.Immutable;

namespace Ballast.PaperExchange.Services;

/// <summary>What a store holds of the agents.</summary>
public sealed record AgentRecords
{
    /// <summary>Ordered by name.</summary>
    public ImmutableArray<AgentAccount> Accounts { get; init; } = [];

    /// <summary>Ordered by number.</summary>
    public ImmutableArray<AgentEntry> Entries { get; init; } = [];

    /// <summary>Ordered by agent and day.</summary>
    public ImmutableArray<AgentDay> Days { get; init; } = [];
}
