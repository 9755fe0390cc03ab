using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Loops;

/// <summary>The pure part of the loop: how an observation becomes a snapshot and a snapshot a verdict.</summary>
internal sealed record Brain
{
    /// <summary>Core's own judgement and decision.</summary>
    public static Brain OfCore { get; } = new()
    {
        Take = (policy, observation, memory) => SnapshotBuilder.Take(policy, observation, memory, observation.At),
        Decide = Rebalancer.Decide,
    };

    public required Taking Take { get; init; }

    public required Deciding Decide { get; init; }

    /// <summary>Judges an observation complete and fresh, or says why not.</summary>
    internal delegate SnapshotOutcome Taking(Policy policy, Observation observation, PolicyMemory memory);

    /// <summary>Decides.</summary>
    internal delegate Verdict Deciding(
        CompiledPolicy book, Snapshot snapshot, PolicyMemory memory, PastPrices past, DecisionMoment moment);
}
