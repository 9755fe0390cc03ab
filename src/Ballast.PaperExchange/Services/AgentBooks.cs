using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>All agents, their log and their returns, and what changed of them since the last commit.</summary>
internal sealed class AgentBooks
{
    private readonly SortedDictionary<string, AgentAccount> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Agent, long Day), AgentDay> days = [];
    private AgentChanges changes = new();

    public List<AgentEntry> Entries { get; } = [];

    public IReadOnlyCollection<AgentAccount> All => accounts.Values;

    /// <summary>The earliest instant up to which some agent is settled.</summary>
    public Instant SettledUntil { get; private set; } = Instant.MaxValue;

    public AgentAccount? Find(string agent) => accounts.GetValueOrDefault(agent);

    public AgentAccount Get(string agent) => accounts[agent];

    public AgentDay? DayOf(string agent, long day) => days.GetValueOrDefault((agent, day));

    public void Load(AgentRecords stored)
    {
        foreach (AgentAccount account in stored.Accounts)
        {
            accounts[account.Name] = account;
        }

        Entries.AddRange(stored.Entries);
        foreach (AgentDay day in stored.Days)
        {
            days[(day.Agent, day.Day)] = day;
        }

        NoteSettled();
    }

    /// <summary>Keeps a change.</summary>
    public void Keep(AgentDraft draft)
    {
        AgentAccount account = draft.Account;
        accounts[account.Name] = account;
        changes.Accounts[account.Name] = account;
        foreach (AgentEntry entry in draft.Entries)
        {
            AgentEntry numbered = entry with { Id = Entries.Count + 1 };
            Entries.Add(numbered);
            changes.Entries.Add(numbered);
        }

        NoteSettled();
    }

    public void Keep(AgentDay day)
    {
        days[(day.Agent, day.Day)] = day;
        changes.Days.Add(day);
    }

    public void HandOver(ChangeSet all)
    {
        all.Agents = changes;
        changes = new AgentChanges();
    }

    public AgentRecords Record() => new()
    {
        Accounts = [.. accounts.Values],
        Entries = [.. Entries],
        Days = [.. days.Values.OrderBy(day => day.Agent, StringComparer.Ordinal).ThenBy(day => day.Day)],
    };

    private void NoteSettled() => SettledUntil =
        accounts.Count == 0 ? Instant.MaxValue : accounts.Values.Min(account => account.SettledUntil);
}
