using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Simulation;

namespace Ballast.Core.Tests.Simulation;

/// <summary>
/// Bands with every destination on the 15-coin panel, against <c>reference_backtest.py</c> beside this file: an
/// independent
/// implementation in Python floats that shares no code with Ballast.
/// </summary>
public sealed class BandBacktestTests
{
    private const double Tolerance = 1e-9;

    private static readonly BandPolicy Absolute = new() { Absolute = new Weight(0.05m) };

    private static readonly BandPolicy Relative = new() { Relative = 0.20m, Floor = new Weight(0.01m) };

    [Fact]
    public void Half_of_a_5_point_band_agrees() => ShouldAgree(
        Absolute with { Destination = Destination.Half },
        new Expected(1604504.2498574995, 3940.2543317039194, 45, 0.1395152539253396));

    [Fact]
    public void Half_of_a_20_percent_band_agrees() => ShouldAgree(
        Relative with { Destination = Destination.Half },
        new Expected(1336410.3954745329, 8338.59849422407, 331, 0.16205416063793557));

    [Fact]
    public void Target_of_a_5_point_band_agrees() => ShouldAgree(
        Absolute with { Destination = Destination.Target },
        new Expected(1583124.4050490637, 7519.246105355624, 32, 0.16771895148661226));

    [Fact]
    public void Edge_of_a_20_percent_band_agrees() => ShouldAgree(
        Relative with { Destination = Destination.Edge },
        new Expected(1414656.8297507446, 6485.453270580812, 800, 0.15800046935351197));

    private static void ShouldAgree(BandPolicy band, Expected expected)
    {
        ImmutableSortedDictionary<Asset, Weight> target = PanelPrices.FifteenCoins
            .ToImmutableSortedDictionary(coin => coin, _ => new Weight(0.06m))
            .Add(new Asset("USDT"), new Weight(0.10m));
        Policy policy = PanelPrices.Policy(target, new TriggerPolicy { Band = band }, feeBps: 10m);

        BacktestRun run = Backtest.Run(new BacktestRequest
        {
            Policy = policy,
            Prices = PanelPrices.FifteenCoinsDaily(),
            Fill = FillModel.SameClose,
        }).ShouldBeOfType<BacktestOutcome.Completed>().Run;

        run.Rebalances.Length.ShouldBe(expected.Runs);
        ShouldBeNear((double)run.Values[^1].Value, expected.Final);
        ShouldBeNear((double)run.Rebalances.Sum(rebalance => rebalance.Cost.Value), expected.Costs);
        ShouldBeNear(run.Drift.Worst, expected.WorstDrift);
    }

    private static void ShouldBeNear(double actual, double expected) =>
        Math.Abs((actual / expected) - 1.0).ShouldBeLessThan(Tolerance);

    private sealed record Expected(double Final, double Costs, int Runs, double WorstDrift);
}
