using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Bench;

/// <summary>Made-up universes from a seed: returns of one common factor and noise, betas 0.5 to 1.5.</summary>
internal static class Universes
{
    public static ReturnPanel Returns(int periods, int assets, int seed)
    {
        Random random = new(seed);
        double[] betas = [.. Enumerable.Range(0, assets).Select(_ => 0.5 + random.NextDouble())];
        double[] noise = [.. Enumerable.Range(0, assets).Select(_ => 0.01 + (0.04 * random.NextDouble()))];
        Matrix returns = new(periods, assets);
        for (int t = 0; t < periods; t++)
        {
            double market = 0.03 * Normal(random);
            for (int i = 0; i < assets; i++)
            {
                returns[t, i] = (betas[i] * market) + (noise[i] * Normal(random));
            }
        }

        return ReturnPanel.Of(returns);
    }

    public static MeanVarianceProblem Problem(int assets, int seed)
    {
        ReturnPanel panel = Returns(2 * assets, assets, seed);
        Random random = new(seed);
        var covariance = (CovarianceOutcome.Estimated)ShrunkCovariance.OneParameter(
            panel, CovarianceConvention.Sample.PerYear(365));
        return new MeanVarianceProblem
        {
            Mean = [.. Enumerable.Range(0, assets).Select(_ => 0.4 * random.NextDouble())],
            Covariance = covariance.Estimate.Matrix,
            Bounds = Bounds.LongOnly(assets),
        };
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
}
