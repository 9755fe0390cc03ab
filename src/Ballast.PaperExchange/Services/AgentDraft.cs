using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>
/// A change of one agent in the making: kept whole or dropped whole. Whatever moves a holding leaves a line in the log.
/// </summary>
internal sealed class AgentDraft(AgentAccount start, Instant at)
{
    public AgentAccount Account { get; private set; } = start;

    public Instant At { get; } = at;

    /// <summary>Lines so far; their numbers are given when they are kept.</summary>
    public List<AgentEntry> Entries { get; } = [];

    public string NextId(string kind)
    {
        Account = Account with { LastNumber = Account.LastNumber + 1 };
        return $"{kind}-{Account.LastNumber}";
    }

    public void Set(AgentAccount account) => Account = account;

    public void Post(AgentEntryKind kind, AgentHolding holding, decimal amount, AgentCause cause)
    {
        if (amount == 0m)
        {
            return;
        }

        decimal after = Account.Of(holding) + amount;
        Account = Account with { Holdings = Account.Holdings.SetItem(holding.ToString(), after) };
        Entries.Add(new AgentEntry
        {
            Id = 0,
            Agent = Account.Name,
            At = At,
            Kind = kind,
            Service = holding.Service,
            Asset = holding.Asset,
            Amount = amount,
            Reference = cause.Reference,
            Reason = cause.Reason,
        });
    }

    public void PostTrading(AgentEntryKind kind, decimal amount, AgentCause cause) =>
        Post(kind, new AgentHolding(ServiceNames.Trading, AgentUnits.Usdc), amount, cause);

    /// <summary>Puts a position in the place of the one with its name, or at the end.</summary>
    public void Put(PerpPosition position)
    {
        int known = IndexOf(position.Id);
        Account = Account with
        {
            Positions = known < 0 ? Account.Positions.Add(position) : Account.Positions.SetItem(known, position),
        };
    }

    public void Drop(PerpPosition position) =>
        Account = Account with { Positions = Account.Positions.RemoveAt(IndexOf(position.Id)) };

    private int IndexOf(string id)
    {
        for (int i = 0; i < Account.Positions.Length; i++)
        {
            if (Account.Positions[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>What a line of the log belongs to.</summary>
/// <param name="Reference">The movement, order, position or trade.</param>
/// <param name="Reason">The agent's own words; empty where it gave none.</param>
internal sealed record AgentCause(string Reference, string Reason);
