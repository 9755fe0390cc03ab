using System.Collections.Immutable;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Transfers;

namespace Ballast.Core.Decisions;

/// <summary>What is to be done now. Closed: <see cref="Hold"/>, <see cref="Rebalance"/> or
/// <see cref="Refuse"/>.</summary>
public abstract record Decision
{
    /// <summary>Every trigger's answer, fired or not, in the order of the policy's documentation.</summary>
    public required ImmutableArray<TriggerFinding> Findings { get; init; }

    /// <summary>Nothing is to be done, or nothing can be done (then the non-orders say why).</summary>
    public sealed record Hold(Reason Why, ImmutableArray<NonOrder> NonOrders) : Decision
    {
        /// <summary>Transfers that were considered and are not sent.</summary>
        public ImmutableArray<PlannedTransfer> Transfers { get; init; } = [];
    }

    /// <summary>The plan is to be carried out.</summary>
    public sealed record Rebalance(Plan Plan) : Decision;

    /// <summary>A guard forbids acting; all reasons.</summary>
    public sealed record Refuse(ImmutableArray<Reason> Why) : Decision;
}

/// <summary>What a trigger says.</summary>
public enum TriggerStatus
{
    /// <summary>Nothing to do.</summary>
    Quiet = 0,

    /// <summary>It would fire, but the cooldown or the least interval holds it back.</summary>
    HeldBack = 1,

    /// <summary>It fires.</summary>
    Fired = 2,
}

/// <summary>Why a decision is made at all.</summary>
public enum DecisionCause
{
    /// <summary>The loop's own check.</summary>
    Check = 0,

    /// <summary>A person or an agent asked.</summary>
    Manual = 1,

    /// <summary>The first purchase: a portfolio in quote cash buys to target whatever the triggers say.</summary>
    Initial = 2,
}
