using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>The whole efficient frontier, long only, and the best Sharpe ratio on it.</summary>
[MemoryDiagnoser]
public class FrontierBenchmarks
{
    private MeanVarianceProblem problem = Universes.Problem(6, seed: 7);

    [Params(6, 50, 225, 500)]
    public int Assets { get; set; }

    [GlobalSetup]
    public void Setup() => problem = Universes.Problem(Assets, seed: 7);

    [Benchmark]
    public FrontierOutcome WholeFrontier() => CriticalLine.Trace(problem);

    [Benchmark]
    public Allocation MaximumSharpe() => CriticalLine.MaximumSharpe(problem, 0.0);
}
