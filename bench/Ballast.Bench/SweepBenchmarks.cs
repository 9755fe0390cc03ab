using System.Collections.Immutable;
using Ballast.Numerics.Sweeps;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>A thousand bands from half a point to twenty points over 3,650 days of 20 assets.</summary>
[MemoryDiagnoser]
public class SweepBenchmarks
{
    private readonly Closes days = new(bars: 3_650, assets: 20, deviation: 0.02);

    private static readonly ImmutableArray<BandWidth> Bands =
        [.. Enumerable.Range(0, 1000).Select(k => BandWidth.Absolute(0.005 + (0.195 * k / 999.0)))];

    private static readonly ImmutableArray<double> Fees = [.. Enumerable.Range(1, 20).Select(k => k * 0.0001)];

    private static readonly ImmutableArray<SweepWindow> Whole = [new SweepWindow(0, 3_650)];

    private static readonly ImmutableArray<SweepWindow> Hundred =
        [.. SweepWindow.Rolling(3_650, 365, 33).Take(100)];

    [Benchmark]
    public SweepOutcome Thousand() => Run([0.001], Whole, new SweepRule());

    [Benchmark]
    public double ThousandPlainLoops()
    {
        double sum = 0.0;
        foreach (BandWidth band in Bands)
        {
            sum += days.PlainLoop(band.Width, 0.001);
        }

        return sum;
    }

    [Benchmark]
    public SweepOutcome ThousandTimesTwentyFees() => Run(Fees, Whole, new SweepRule());

    [Benchmark]
    public SweepOutcome TwoMillionWalkForward() => Run(Fees, Hundred, new SweepRule());

    [Benchmark]
    public SweepOutcome TwoMillionWalkForwardOnTwoThreads() => Run(Fees, Hundred, new SweepRule(), threads: 2);

    [Benchmark]
    public SweepOutcome ThousandWithLeastTradeAndLots() => Run(
        [0.001], Whole, new SweepRule { MinTrade = 0.1, Lots = [.. Enumerable.Repeat(0.00001, 20)] });

    private SweepOutcome Run(
        ImmutableArray<double> fees, ImmutableArray<SweepWindow> windows, SweepRule rule, int threads = 1) =>
        Sweep.Run(
            new SweepRequest
            {
                Panel = days.Panel,
                Mix = days.Mix,
                Grid = new SweepGrid { Bands = Bands, FeeRates = fees, Windows = windows, Rules = [rule] },
                Scale = new SweepScale(1000.0, 365.0),
                Measures = SweepMeasures.Value,
                Threads = threads,
            },
            new Silence(),
            CancellationToken.None);

    private sealed class Silence : IProgress<double>
    {
        public void Report(double value)
        {
            // Nobody watches.
        }
    }
}
