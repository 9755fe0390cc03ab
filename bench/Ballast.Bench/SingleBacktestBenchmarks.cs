using Ballast.Numerics.Sweeps;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>One 5-point band in doubles: ten years of days of 20 assets, and a year of minutes of 10.</summary>
public class SingleBacktestBenchmarks
{
    private static readonly SweepScale Scale = new(1000.0, 365.0);
    private readonly Closes days = new(bars: 3_650, assets: 20, deviation: 0.02);
    private readonly Closes minutes = new(bars: 525_600, assets: 10, deviation: 0.001);

    [Benchmark]
    public SingleBacktestOutcome Days() => Run(days);

    [Benchmark]
    public double DaysPlainLoop() => days.PlainLoop(0.05, 0.001);

    [Benchmark]
    public SingleBacktestOutcome Minutes() => Run(minutes);

    [Benchmark]
    public double MinutesPlainLoop() => minutes.PlainLoop(0.05, 0.001);

    private static SingleBacktestOutcome Run(Closes closes) => SingleBacktest.Run(
        closes.Panel,
        closes.Mix,
        new SweepPoint(BandWidth.Absolute(0.05), 0.001, new SweepWindow(0, closes.Panel.Bars), new SweepRule()),
        Scale);
}
