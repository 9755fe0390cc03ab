using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>regimes</c>.</summary>
internal static class RegimeTable
{
    private static readonly Kind<decimal> Volatility = PolicyKinds.Numbers(
        new Bounds(0m, 100m, "a volatility a year (80 % is 0.80)") { IsOpenBelow = true });

    private static readonly Block<RegimeSignalPolicy> Signal = new(
        new RegimeSignalPolicy { Asset = new Asset("UNNAMED"), StressedAbove = 0m, CalmBelow = 0m },
        new Binding<RegimeSignalPolicy, Asset>(PolicyKinds.Asset, (signal, asset) => signal with { Asset = asset })
            .Always("asset", "The asset whose volatility is looked at, once a day.", signal => signal.Asset).Required(),
        new Binding<RegimeSignalPolicy, int>(
            new WholeKind(2, 365), (signal, window) => signal with { Window = window })
            .Always("window", "Daily returns that volatility is taken over.", signal => signal.Window),
        new Binding<RegimeSignalPolicy, decimal>(Volatility, (signal, limit) => signal with { StressedAbove = limit })
            .Always("stressedAbove", "Above this the market is stressed.", signal => signal.StressedAbove).Required(),
        new Binding<RegimeSignalPolicy, decimal>(Volatility, (signal, limit) => signal with { CalmBelow = limit })
            .Always(
                "calmBelow",
                "Below this it is calm again; in between nothing changes.",
                signal => signal.CalmBelow)
            .Required());

    /// <summary>The block.</summary>
    public static Block<RegimePolicy> Regimes { get; } = new(
        new RegimePolicy { Calm = AimPolicy.Blank, Stressed = AimPolicy.Blank },
        new Binding<RegimePolicy, AimPolicy>(AimTable.Aim, (regimes, aim) => regimes with { Calm = aim })
            .Always("calm", "What holds in calm markets and before anything is known.", regimes => regimes.Calm)
            .Required(),
        new Binding<RegimePolicy, AimPolicy>(AimTable.Aim, (regimes, aim) => regimes with { Stressed = aim })
            .Always("stressed", "What holds in stressed markets.", regimes => regimes.Stressed).Required(),
        new Binding<RegimePolicy, RegimeSignalPolicy>(Signal, (regimes, signal) => regimes with { Signal = signal })
            .Sometimes(
                "signal",
                "What switches; leave it out where external names the regime.",
                regimes => regimes.Signal is { } signal ? [signal] : []));
}
