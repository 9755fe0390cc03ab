using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;
using Ballast.Engine.Journal;

namespace Ballast.Engine.Loops;

/// <summary>What one pass of a loop came to, before anything is carried out.</summary>
internal sealed record Pass
{
    /// <summary>The decision as it is journaled and shown.</summary>
    public required DecisionDigest Digest { get; init; }

    /// <summary>What decisions remember after it.</summary>
    public required PolicyMemory Memory { get; init; }

    /// <summary>What was remembered when it began.</summary>
    public PolicyMemory? Basis { get; init; }

    /// <summary>What it rests on; <see langword="null"/> where no snapshot could be taken.</summary>
    public required LookOutcome.Seen? Seen { get; init; }

    /// <summary>The plan; <see langword="null"/> where there is none.</summary>
    public Plan? Plan { get; init; }

    /// <summary>The pass without its plan.</summary>
    public Pass HeldBack(Reason why) => this with
    {
        Digest = Digest with { Kind = DecisionKind.Hold, Why = [why], PlanHash = null },
        Plan = null,
    };

    /// <summary>
    /// The pass as one that could not decide: what it wanted cannot be done for now and is not forgotten, and the same
    /// again within the hour is not news.
    /// </summary>
    public Pass Undone(Reason why)
    {
        DecisionDigest digest = Digest with { Findings = [], NonOrders = [], Value = null, PlanHash = null };
        return Refused(digest, Basis ?? Memory, [why]) with { Basis = Basis };
    }

    /// <summary>What the decision changes of the transfer that waits for a lower fee; <see langword="null"/> where it
    /// changes nothing.</summary>
    public JournalEvent.TransferDeferred? Deferral { get; init; }

    /// <summary>A pass that decides nothing before something has ended; the portfolio is seen all the same.</summary>
    public static Pass Waiting(DecisionDigest template, PolicyMemory memory, LookOutcome.Seen seen, Reason why) => new()
    {
        Digest = template with
        {
            Kind = DecisionKind.Hold,
            At = seen.Snapshot.At,
            Why = [why],
            Value = seen.Snapshot.Value,
        },
        Memory = memory with { LastDecisionAt = seen.Snapshot.At },
        Seen = seen,
    };

    /// <summary>A pass that found a reason not to decide.</summary>
    public static Pass Refused(DecisionDigest template, PolicyMemory memory, ImmutableArray<Reason> why) => new()
    {
        Digest = template with { Kind = DecisionKind.Refuse, Why = why },
        Memory = memory,
        Seen = null,
    };

    /// <summary>A pass that decided.</summary>
    public static Pass Decided(DecisionDigest template, Verdict verdict, LookOutcome.Seen seen)
    {
        DecisionDigest digest = template with { Findings = verdict.Decision.Findings, Value = seen.Snapshot.Value };
        return verdict.Decision switch
        {
            Decision.Hold hold => new Pass
            {
                Digest = digest with { Kind = DecisionKind.Hold, Why = [hold.Why], NonOrders = hold.NonOrders },
                Memory = verdict.Memory,
                Seen = seen,
            },
            Decision.Rebalance rebalance => new Pass
            {
                Digest = digest with
                {
                    Kind = DecisionKind.Rebalance,
                    Why = [rebalance.Plan.Why],
                    NonOrders = rebalance.Plan.NonOrders,
                    PlanHash = rebalance.Plan.Hash,
                },
                Memory = verdict.Memory,
                Seen = seen,
                Plan = rebalance.Plan,
            },
            Decision.Refuse refuse => new Pass
            {
                Digest = digest with { Kind = DecisionKind.Refuse, Why = refuse.Why },
                Memory = verdict.Memory,
                Seen = seen,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
