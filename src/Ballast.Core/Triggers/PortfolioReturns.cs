using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Numerics.Measures;
using NodaTime;

namespace Ballast.Core.Triggers;

/// <summary>
/// The portfolio's own daily returns, for the triggers that look at its volatility: closes of UTC days, flow-neutral.
/// A day's close is the value at its last decision.
/// </summary>
internal static class PortfolioReturns
{
    private static readonly Duration Day = Duration.FromDays(1);

    /// <summary>Remembers the running day's latest value; nothing where no trigger needs it.</summary>
    internal static PolicyMemory Record(Policy policy, PolicyMemory memory, Money value, Instant now)
    {
        int needed = Needed(policy.Trigger);
        if (needed == 0 || value.Sign <= 0)
        {
            return memory;
        }

        Instant today = CheckCadence.StartOf(now, Day);
        ImmutableArray<decimal> values = memory.LastPeriodAt >= today && !memory.PeriodValues.IsEmpty
            ? memory.PeriodValues.SetItem(memory.PeriodValues.Length - 1, value.Value)
            : memory.PeriodValues.Add(value.Value);
        int surplus = Math.Max(0, values.Length - needed);
        return memory with { PeriodValues = values.RemoveRange(0, surplus), LastPeriodAt = today };
    }

    /// <summary>
    /// Daily returns, oldest first. The running day counts once it has ended: when the next decision, expected as far
    /// off as the last one is or one check, belongs to another day. Where decisions are a day apart, as on daily
    /// bars, each value is a close.
    /// </summary>
    internal static double[] Of(Policy policy, PolicyMemory memory, Instant now)
    {
        Duration since = memory.LastDecisionAt is { } last && last < now ? now - last : Duration.Zero;
        Duration step = Duration.Max(policy.Trigger.CheckEvery ?? Duration.Zero, since);
        bool ended = CheckCadence.StartOf(now + step, Day) > CheckCadence.StartOf(now, Day);
        int count = ended ? memory.PeriodValues.Length : memory.PeriodValues.Length - 1;
        if (count < 2)
        {
            return [];
        }

        double[] values = [.. memory.PeriodValues.AsSpan()[..count].ToArray().Select(value => (double)value)];
        double[] returns = new double[count - 1];
        Returns.Simple(values, returns);
        return returns;
    }

    /// <summary>Volatility a year of the last returns of a window; NaN with fewer than two.</summary>
    internal static double Volatility(ReadOnlySpan<double> returns, int window) =>
        Dispersion.PerYear(returns[Math.Max(0, returns.Length - window)..], periodsPerYear: 365.0);

    // One value more than returns, and one more for the running day.
    private static int Needed(TriggerPolicy trigger)
    {
        int band = trigger.VolatilityBand is { } breathing ? breathing.Window + 2 : 0;
        int spike = trigger.VolatilitySpike is { } wild ? wild.Window + wild.History + 2 : 0;
        return Math.Max(band, spike);
    }
}
