using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Policies;
using Ballast.Numerics.Measures;
using NodaTime;

namespace Ballast.Core.Triggers;

/// <summary>
/// Another target while the portfolio's volatility s is above a multiple of its mean. The mean is that of the last
/// <c>history</c> daily values of s, each over <c>window</c> returns; before there are as many nothing fires. Fires
/// when the target switches, either way.
/// </summary>
internal static class VolatilitySpikeTrigger
{
    /// <summary>Switches the mode where it is time to.</summary>
    internal static PolicyMemory Switch(
        VolatilitySpikePolicy policy, PolicyMemory memory, double[] returns, Instant now)
    {
        (double current, double mean) = Measure(policy, returns);
        bool wild = current > (double)policy.Multiple * mean;
        return (memory.Spike, wild) switch
        {
            (null, true) => Owing(memory with { Spike = new SpikeMark(now, CalmSince: null) }),
            (null, false) => memory,
            ({ CalmSince: null }, true) => memory,
            ({ } mark, true) => memory with { Spike = mark with { CalmSince = null } },
            ({ CalmSince: { } calm }, false) when now - calm >= policy.CalmFor => Owing(memory with { Spike = null }),
            ({ CalmSince: null } mark, false) => policy.CalmFor <= Duration.Zero
                ? Owing(memory with { Spike = null })
                : memory with { Spike = mark with { CalmSince = now } },
            ({ }, false) => memory,
        };
    }

    internal static TriggerFinding Look(TriggerView view, VolatilitySpikePolicy policy, double[] returns)
    {
        string Sentence() => $"{Numbers(policy, returns)}; {Mode(view.Memory.Spike)}";
        return view.IsOwed(TriggerNames.VolatilitySpike)
            ? view.Fire(TriggerNames.VolatilitySpike, Patience.Interval, "spike-target-switched", Sentence)
            : TriggerView.Quiet(TriggerNames.VolatilitySpike, "spike-unchanged", Sentence);
    }

    private static PolicyMemory Owing(PolicyMemory memory) =>
        memory with { Owed = memory.Owed.Add(TriggerNames.VolatilitySpike) };

    // NaN for both while history is short; a comparison with NaN is false, so nothing is wild then.
    private static (double Current, double Mean) Measure(VolatilitySpikePolicy policy, double[] returns)
    {
        if (returns.Length < policy.Window + policy.History - 1 || policy.Window < 2)
        {
            return (double.NaN, double.NaN);
        }

        double[] volatilities = new double[policy.History];
        for (int i = 0; i < volatilities.Length; i++)
        {
            int end = returns.Length - policy.History + 1 + i;
            volatilities[i] = PortfolioReturns.Volatility(returns.AsSpan()[..end], policy.Window);
        }

        return (volatilities[^1], Dispersion.Mean(volatilities));
    }

    private static string Numbers(VolatilitySpikePolicy policy, double[] returns)
    {
        (double current, double mean) = Measure(policy, returns);
        return double.IsNaN(current)
            ? $"volatility needs {policy.Window + policy.History - 1} daily returns and has {returns.Length}"
            : $"volatility is {Phrase.Percent((decimal)current)} a year, its mean {Phrase.Percent((decimal)mean)}, " +
                $"the limit {Phrase.Shorten(policy.Multiple)} times that";
    }

    private static string Mode(SpikeMark? mark) => mark switch
    {
        null => "the usual target holds",
        { CalmSince: { } calm } =>
            $"the spike's target holds since {Phrase.Time(mark.Since)}, calm since {Phrase.Time(calm)}",
        _ => $"the spike's target holds since {Phrase.Time(mark.Since)}",
    };
}
