using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Triggers;

/// <summary>
/// Reduces the target of a holding whose price is more than a fraction below its highest close in the lookback, until
/// it has recovered to a distance below that same peak. The quote is never reduced. Fires when a target changes,
/// either way.
/// </summary>
internal static class DrawdownTrigger
{
    /// <summary>Why falls cannot be judged, or <see langword="null"/> where they can: bars that could not be read hide
    /// a peak. An asset that has no bars yet has no peak.</summary>
    internal static Reason? Refusal(Policy policy, PastPrices past) =>
        policy.Trigger.Drawdown is not null && !past.Unread.IsEmpty
            ? new Reason("drawdown-needs-bars",
                $"drawdown looks at past closes, and those of {string.Join(", ", past.Unread)} could not be read")
            : null;

    /// <summary>Reduces and restores where it is time to.</summary>
    internal static PolicyMemory Switch(Policy policy, PolicyMemory memory, Snapshot snapshot, PastPrices past)
    {
        DrawdownPolicy drawdown = policy.Trigger.Drawdown!;
        ImmutableSortedDictionary<Asset, Price> reduced = memory.Reduced;
        foreach (Position position in snapshot.Positions)
        {
            if (position.Asset.Equals(policy.Quote))
            {
                continue;
            }

            reduced = memory.Reduced.TryGetValue(position.Asset, out Price counted)
                ? Restored(reduced, position, counted, drawdown)
                : Reduced(reduced, position, Peak(position, past, snapshot.At - drawdown.Lookback), drawdown);
        }

        return reduced == memory.Reduced
            ? memory
            : memory with { Reduced = reduced, Owed = memory.Owed.Add(TriggerNames.Drawdown) };
    }

    internal static TriggerFinding Look(TriggerView view, DrawdownPolicy policy)
    {
        string Sentence() => view.Memory.Reduced.IsEmpty
            ? $"nothing is {Phrase.Percent(policy.Fraction)} below its highest in {Phrase.Span(policy.Lookback)}"
            : $"targets at {Phrase.Percent(policy.ReduceTo)} of the usual: " +
                string.Join(", ", view.Memory.Reduced.Select(pair => $"{pair.Key} after a peak of {pair.Value}"));
        return view.IsOwed(TriggerNames.Drawdown)
            ? view.Fire(TriggerNames.Drawdown, Patience.Interval, "drawdown-targets-changed", Sentence)
            : TriggerView.Quiet(TriggerNames.Drawdown, "drawdown-unchanged", Sentence);
    }

    private static ImmutableSortedDictionary<Asset, Price> Reduced(
        ImmutableSortedDictionary<Asset, Price> reduced, Position position, Price peak, DrawdownPolicy policy) =>
        position.Price.Value < peak.Value * (1m - policy.Fraction) ? reduced.SetItem(position.Asset, peak) : reduced;

    private static ImmutableSortedDictionary<Asset, Price> Restored(
        ImmutableSortedDictionary<Asset, Price> reduced, Position position, Price peak, DrawdownPolicy policy) =>
        position.Price.Value >= peak.Value * (1m - policy.RestoreAt) ? reduced.Remove(position.Asset) : reduced;

    private static Price Peak(Position position, PastPrices past, Instant since)
    {
        Price peak = position.Price;
        ReadOnlySpan<Candle> bars = past.Of(position.Asset);
        for (int i = bars.Length - 1; i >= 0 && bars[i].End >= since; i--)
        {
            peak = bars[i].Close > peak ? bars[i].Close : peak;
        }

        return peak;
    }
}
