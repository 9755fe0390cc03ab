using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Decisions;

/// <summary>
/// The one decision: live trading, paper trading and the exact backtest all call it with the same policy and the same costs.
/// </summary>
public static class Rebalancer
{
    /// <summary>Decides. Pure: equal arguments give an equal verdict.</summary>
    /// <param name="policy">What the owner wants.</param>
    /// <param name="snapshot">The portfolio now.</param>
    /// <param name="memory">What earlier decisions left.</param>
    /// <param name="past">Bars that have ended; cannot hold a later one.</param>
    /// <param name="moment">The instant and who asked.</param>
    public static Verdict Decide(
        Policy policy, Snapshot snapshot, PolicyMemory memory, PastPrices past, DecisionMoment moment) =>
        throw new NotImplementedException($"{policy.Portfolio} {snapshot.At} {memory} {past.Until} {moment}");
}
