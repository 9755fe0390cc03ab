using Ballast.Core;
using Ballast.Engine.Journal;
using Ballast.Server.Features.Portfolios;

namespace Ballast.Server.Features.Plans;

/// <summary>The answer to a wish for a plan.</summary>
/// <param name="Outcome">Whether there is one.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Decision">What was decided, with every trigger's answer.</param>
/// <param name="Why">Why there is no plan; empty where there is one.</param>
public sealed record PlanReply(
    PlanReplyKind Outcome, PlanItem? Plan, DecisionDigest? Decision, IReadOnlyList<Reason> Why)
{
    /// <summary>Why orders of accounts that the plan trades at would be held now; empty where none would.</summary>
    public IReadOnlyList<Reason> Held { get; init; } = [];

    /// <summary>What the next check would find and send for each hedge, and why not; empty where the policy has none.
    /// </summary>
    public IReadOnlyList<HedgeItem> Hedges { get; init; } = [];
}

/// <summary>Whether there is a plan.</summary>
public enum PlanReplyKind
{
    /// <summary>There is; it may be started until it expires.</summary>
    Planned = 0,

    /// <summary>Nothing needs to be traded, or nothing can be.</summary>
    Nothing = 1,

    /// <summary>A guard forbids it.</summary>
    Refused = 2,
}
