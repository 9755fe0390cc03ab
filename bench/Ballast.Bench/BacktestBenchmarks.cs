using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Simulation;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>The exact simulator over 3,650 days of 20 assets, on one thread.</summary>
[MemoryDiagnoser]
public class BacktestBenchmarks
{
    private readonly CandleTable prices = Books.Walk(days: 3650, assets: 20, seed: 7);

    [Benchmark]
    public BacktestOutcome FivePointBand() =>
        Run(new TriggerPolicy { Band = new BandPolicy { Absolute = new Weight(0.05m) } });

    [Benchmark]
    public BacktestOutcome Monthly() =>
        Run(new TriggerPolicy { Schedule = new SchedulePolicy("0 0 1 * *", "UTC", Destination.Target) });

    [Benchmark]
    public BacktestOutcome Daily() =>
        Run(new TriggerPolicy { Schedule = new SchedulePolicy("0 0 * * *", "UTC", Destination.Target) });

    [Benchmark]
    public BacktestOutcome RelativeBandToHalf() => Run(new TriggerPolicy
    {
        Band = new BandPolicy { Relative = 0.20m, Destination = Destination.Half },
    });

    private BacktestOutcome Run(TriggerPolicy trigger) => Backtest.Run(new BacktestRequest
    {
        Policy = Books.Policy(20, trigger),
        Prices = prices,
        Fill = FillModel.SameClose,
    });
}
