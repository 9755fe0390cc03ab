using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>
/// The fields of <c>volatilitySpike</c> and <c>drawdown</c>: triggers that change the target for a while.
/// </summary>
internal static class StressTable
{
    private static readonly Bounds Multiples = new(1m, 100m, "a multiple of the mean") { IsOpenBelow = true };

    private static readonly Bounds Falls = new(
        0m, 1m, "a fraction of the peak")
    { IsOpenBelow = true, IsOpenAbove = true };

    /// <summary>Another target in wild markets.</summary>
    public static Block<VolatilitySpikePolicy> VolatilitySpike { get; } = new(
        new VolatilitySpikePolicy
        {
            Multiple = 0m,
            Window = 0,
            History = 0,
            Target = ImmutableSortedDictionary<Asset, Weight>.Empty,
            CalmFor = Duration.Zero,
        },
        new Binding<VolatilitySpikePolicy, decimal>(
            PolicyKinds.Numbers(Multiples), (spike, multiple) => spike with { Multiple = multiple })
            .Always("multiple", "How many times its mean volatility must be.", spike => spike.Multiple).Required(),
        new Binding<VolatilitySpikePolicy, int>(
            new WholeKind(2, 1000), (spike, window) => spike with { Window = window })
            .Always("window", "Returns per volatility.", spike => spike.Window).Required(),
        new Binding<VolatilitySpikePolicy, int>(
            new WholeKind(2, 10_000), (spike, history) => spike with { History = history })
            .Always("history", "Volatilities per mean.", spike => spike.History).Required(),
        new Binding<VolatilitySpikePolicy, ImmutableSortedDictionary<Asset, Weight>>(
            PolicyKinds.Weighting, (spike, target) => spike with { Target = target })
            .Always(
                "target",
                "The weights that hold meanwhile; they sum to exactly 1, and assets left out have 0.",
                spike => spike.Target).Required(),
        new Binding<VolatilitySpikePolicy, Duration>(
            new DurationKind(Duration.Zero, Duration.FromDays(366)), (spike, time) => spike with { CalmFor = time })
            .Always(
                "calmFor",
                "How long volatility must have been below before the usual target returns.",
                spike => spike.CalmFor).Required());

    /// <summary>A smaller target for what has fallen.</summary>
    public static Block<DrawdownPolicy> Drawdown { get; } = new(
        new DrawdownPolicy { Fraction = 0m, Lookback = Duration.Zero, ReduceTo = 0m, RestoreAt = 0m },
        new Binding<DrawdownPolicy, decimal>(
            PolicyKinds.Numbers(Falls), (drawdown, fraction) => drawdown with { Fraction = fraction })
            .Always(
                "fraction",
                "The fall below the peak that starts the reduction.",
                drawdown => drawdown.Fraction).Required(),
        new Binding<DrawdownPolicy, Duration>(
            new DurationKind(Duration.FromDays(1), Duration.FromDays(3650)), (drawdown, time) =>
                drawdown with { Lookback = time })
            .Always("lookback", "How far back the peak is looked for.", drawdown => drawdown.Lookback).Required(),
        new Binding<DrawdownPolicy, decimal>(
            PolicyKinds.Numbers(new Bounds(0m, 1m, "a factor on the target") { IsOpenAbove = true }),
            (drawdown, factor) => drawdown with { ReduceTo = factor })
            .Always(
                "reduceTo",
                "The factor on the target meanwhile; the rest goes to the quote.",
                drawdown => drawdown.ReduceTo).Required(),
        new Binding<DrawdownPolicy, decimal>(
            PolicyKinds.Numbers(new Bounds(0m, 1m, "a fraction of the peak") { IsOpenAbove = true }),
            (drawdown, fall) => drawdown with { RestoreAt = fall })
            .Always(
                "restoreAt",
                "The distance below that peak at which the target is restored.",
                drawdown => drawdown.RestoreAt).Required());
}
