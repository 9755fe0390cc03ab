using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;
using Ballast.Numerics.Optimizers.Quadratic;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>Mean-variance with a budget, three group limits and trading costs: from scratch, and again with other means
/// from the active set of the last solution.</summary>
[MemoryDiagnoser]
public class QuadraticBenchmarks
{
    private QuadraticProblem first = Of(Universes.Problem(50, seed: 7), 0.0);
    private QuadraticProblem second = Of(Universes.Problem(50, seed: 7), 0.01);
    private QuadraticSolver solver = new(50, 4);
    private bool isFirst;

    [Params(50, 200)]
    public int Assets { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        first = Of(Universes.Problem(Assets, seed: 7), 0.0);
        second = first with { Linear = Of(Universes.Problem(Assets, seed: 7), 0.01).Linear };
        solver = new QuadraticSolver(Assets, 4);
        solver.Solve(first);
    }

    [Benchmark]
    public Allocation Cold() => solver.Solve(first);

    [Benchmark]
    public Allocation Warm()
    {
        isFirst = !isFirst;
        return solver.SolveWarm(isFirst ? first : second);
    }

    private static QuadraticProblem Of(MeanVarianceProblem universe, double shift)
    {
        int n = universe.Count;
        Random random = new(11);
        double[] current = [.. Enumerable.Repeat(1.0 / n, n)];
        double[] cost = [.. Enumerable.Repeat(0.001, n)];
        return new QuadraticProblem
        {
            Hessian = universe.Covariance,
            Linear = [.. universe.Mean.Select(mean => -0.5 * (mean + (shift * (random.NextDouble() - 0.5))))],
            Bounds = universe.Bounds,
            Constraints =
            [
                LinearConstraint.Budget(n, 1.0),
                LinearConstraint.Group(n, [.. Enumerable.Range(0, n / 4)], 0.1, 0.3),
                LinearConstraint.Group(n, [.. Enumerable.Range(n / 4, n / 4)], 0.0, 0.4),
                LinearConstraint.Group(n, [.. Enumerable.Range(n / 2, n / 4)], 0.2, 0.5),
            ],
            Costs = TradeCosts.Of(current, cost, cost),
        };
    }
}
