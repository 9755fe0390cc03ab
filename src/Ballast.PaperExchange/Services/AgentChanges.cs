namespace Ballast.PaperExchange.Services;

/// <summary>What one request changed of the agents.</summary>
public sealed class AgentChanges
{
    /// <summary>The newest value of each changed agent.</summary>
    public SortedDictionary<string, AgentAccount> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>New lines of the log.</summary>
    public List<AgentEntry> Entries { get; } = [];

    /// <summary>Days that ended.</summary>
    public List<AgentDay> Days { get; } = [];

    /// <summary>Whether nothing changed.</summary>
    public bool IsEmpty => Accounts.Count + Entries.Count + Days.Count == 0;
}
