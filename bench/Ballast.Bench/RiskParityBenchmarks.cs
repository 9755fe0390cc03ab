using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.RiskBudgeting;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>Equal parts of the risk, to 1e-10.</summary>
[MemoryDiagnoser]
public class RiskParityBenchmarks
{
    private RiskBudgetProblem problem = RiskBudgetProblem.Equal(Universes.Problem(6, seed: 7).Covariance);

    [Params(6, 50, 500)]
    public int Assets { get; set; }

    [GlobalSetup]
    public void Setup() => problem = RiskBudgetProblem.Equal(Universes.Problem(Assets, seed: 7).Covariance);

    [Benchmark]
    public Allocation CoordinateDescent() => RiskBudgetSolver.Solve(problem);
}
