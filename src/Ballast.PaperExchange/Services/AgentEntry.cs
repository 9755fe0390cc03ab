using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>One line of an agent's transaction log. The lines of a holding add up to what it holds.</summary>
public sealed record AgentEntry
{
    /// <summary>1, 2, 3, ... over all agents.</summary>
    public required long Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Agent { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>What it was.</summary>
    public required AgentEntryKind Kind { get; init; }

    /// <summary>The service whose holding changed.</summary>
    public required string Service { get; init; }

    /// <summary>The asset that changed.</summary>
    public required string Asset { get; init; }

    /// <summary>Units that came (above zero) or went.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The movement, order, position or trade behind it.</summary>
    public required string Reference { get; init; }

    /// <summary>The agent's own words; empty where it gave none.</summary>
    public required string Reason { get; init; }
}

/// <summary>Why a holding changed.</summary>
public enum AgentEntryKind
{
    /// <summary>What the agent began with.</summary>
    Opening = 0,

    /// <summary>One side of a movement through the reserve.</summary>
    Movement = 1,

    /// <summary>A service's own gain or loss of a day.</summary>
    Gain = 2,

    /// <summary>One side of a purchase or sale of the wallet.</summary>
    Trade = 3,

    /// <summary>Set aside behind a position or a resting order, or given back.</summary>
    Margin = 4,

    /// <summary>Profit or loss of a perpetual.</summary>
    Realized = 5,

    /// <summary>What a perpetual was charged.</summary>
    Fee = 6,

    /// <summary>Paid or received between longs and shorts.</summary>
    Funding = 7,

    /// <summary>What the owner brought from outside.</summary>
    Deposit = 8,

    /// <summary>What the owner took out.</summary>
    Withdrawal = 9,
}
