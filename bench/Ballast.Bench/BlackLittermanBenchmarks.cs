using Ballast.Numerics.Optimizers.BlackLitterman;
using Ballast.Numerics.Optimizers.Frontier;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>Fifty views, every second one relative, blended with the means of 500 assets.</summary>
[MemoryDiagnoser]
public class BlackLittermanBenchmarks
{
    private readonly BlackLittermanProblem problem = Of(Universes.Problem(500, seed: 7));

    [Benchmark]
    public PosteriorOutcome FiftyViews() => Posterior.Of(problem);

    private static BlackLittermanProblem Of(MeanVarianceProblem universe) => new()
    {
        Covariance = universe.Covariance,
        Prior = universe.Mean,
        Views =
        [
            .. Enumerable.Range(0, 50).Select(k => k % 2 == 0
                ? View.Absolute(universe.Count, 7 * k, 0.001 * k, new ViewTrust.AsThePrior())
                : View.Relative(universe.Count, (7 * k, 3 * k), 0.001 * k, new ViewTrust.AsThePrior())),
        ],
    };
}
