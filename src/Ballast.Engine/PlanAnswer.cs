using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Planning;
using Ballast.Engine.Journal;
using Ballast.Engine.Views;

namespace Ballast.Engine;

/// <summary>The answer to a request for a plan. Closed.</summary>
public abstract record PlanAnswer
{
    /// <summary>What the next check would find and send for each hedge, in the order of their assets; empty where the
    /// policy has none.</summary>
    public ImmutableArray<HedgeView> Hedges { get; init; } = [];

    /// <summary>A plan that may be started by its hash until it expires.</summary>
    public sealed record Planned(Plan Plan, DecisionDigest Decision) : PlanAnswer;

    /// <summary>Nothing to trade, and why.</summary>
    public sealed record Nothing(DecisionDigest Decision) : PlanAnswer;

    /// <summary>No plan can be made now; all reasons.</summary>
    public sealed record Refused(ImmutableArray<Reason> Why) : PlanAnswer;
}
