using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Portfolios;

/// <summary>
/// Makes a snapshot of what was read, or refuses: every account of the policy must have answered, its venue must have
/// listed its markets, and every managed asset and held equivalent must have a price to act on. Holdings that no
/// target names never stand in the way.
/// </summary>
public static class SnapshotBuilder
{
    /// <summary>Takes a snapshot to act on: prices are judged by age and plausibility.</summary>
    /// <param name="policy">What is managed, and the guards.</param>
    /// <param name="observation">What was read.</param>
    /// <param name="memory">Holds the prices last accepted.</param>
    /// <param name="now">The instant of the decision.</param>
    public static SnapshotOutcome Take(Policy policy, Observation observation, PolicyMemory memory, Instant now)
    {
        AcceptedPrices before = AcceptedPrices.Of(memory);
        PriceBook prices = new(observation.Prices, policy.Quote, (asset, quotes) =>
            PriceGuard.Judge(policy, asset, quotes, before.Find(asset), now));
        SnapshotDraft draft = new(policy, observation, prices);
        SnapshotOutcome outcome = draft.Finish(now);
        AcceptedPrices accepted = before.With(prices.Accepted, now).Doubting(prices.Doubted);
        return outcome switch
        {
            SnapshotOutcome.Taken taken => new SnapshotOutcome.Taken(taken.Snapshot with { AcceptedPrices = accepted }),
            SnapshotOutcome.Refused refused => refused with { AcceptedPrices = accepted },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Takes a snapshot of the past, where a price has no age and no second source; it must only exist and be
    /// neither zero nor absurd.</summary>
    /// <param name="policy">What is managed.</param>
    /// <param name="observation">What there was.</param>
    /// <param name="now">The instant of the decision.</param>
    public static SnapshotOutcome TakePast(Policy policy, Observation observation, Instant now) =>
        new SnapshotDraft(policy, observation, new PriceBook(observation.Prices, policy.Quote, PriceGuard.JudgePast))
            .Finish(now);
}
