using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;
using NodaTime;

namespace Ballast.Engine.Journal;

/// <summary>A decision as the journal and the views keep it.</summary>
public sealed record DecisionDigest
{
    /// <summary>Counts the portfolio's decisions from one.</summary>
    public required long Number { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>What was decided.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Routine or asked for.</summary>
    public required DecisionCause Cause { get; init; }

    /// <summary>Why, all reasons.</summary>
    public required ImmutableArray<Reason> Why { get; init; }

    /// <summary>Every trigger's answer.</summary>
    public required ImmutableArray<TriggerFinding> Findings { get; init; }

    /// <summary>What one would expect an order for, and why there is none.</summary>
    public required ImmutableArray<NonOrder> NonOrders { get; init; }

    /// <summary>The portfolio's value then; <see langword="null"/> where no snapshot could be taken.</summary>
    public required Money? Value { get; init; }

    /// <summary>The plan it led to.</summary>
    public required string? PlanHash { get; init; }
}

/// <summary>What was decided.</summary>
public enum DecisionKind
{
    /// <summary>Nothing to do.</summary>
    Hold = 0,

    /// <summary>A plan.</summary>
    Rebalance = 1,

    /// <summary>A guard, the gate or the snapshot forbids acting.</summary>
    Refuse = 2,
}
