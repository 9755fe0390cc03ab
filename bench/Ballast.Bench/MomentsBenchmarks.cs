using Ballast.Numerics.Moments;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>Ledoit and Wolf's shrinkage of 1,000 returns of 500 assets.</summary>
[MemoryDiagnoser]
public class MomentsBenchmarks
{
    private readonly ReturnPanel panel = Universes.Returns(1000, 500, seed: 7);

    [Benchmark]
    public CovarianceOutcome OneParameter() => ShrunkCovariance.OneParameter(panel, CovarianceConvention.Sample);

    [Benchmark]
    public CovarianceOutcome ConstantCorrelation() =>
        ShrunkCovariance.ConstantCorrelation(panel, CovarianceConvention.Sample);
}
