using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Planning;
using Ballast.Engine.Journal;

namespace Ballast.Engine;

/// <summary>The answer to a request for a plan. Closed.</summary>
public abstract record PlanAnswer
{
    /// <summary>A plan that may be started by its hash until it expires.</summary>
    public sealed record Planned(Plan Plan, DecisionDigest Decision) : PlanAnswer;

    /// <summary>Nothing to trade, and why.</summary>
    public sealed record Nothing(DecisionDigest Decision) : PlanAnswer;

    /// <summary>No plan can be made now; all reasons.</summary>
    public sealed record Refused(ImmutableArray<Reason> Why) : PlanAnswer;
}
