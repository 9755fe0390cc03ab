using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Diversification;

namespace Ballast.Numerics.Tests.Optimizers.Diversification;

/// <summary>The largest ratio of the assets' volatilities to the portfolio's.</summary>
public sealed class MostDiversifiedTests
{
    [Fact]
    public void Two_assets_by_hand()
    {
        // Of two assets each carries the same weight in units of its volatility, whatever their correlation
        // (Choueifaty and Coignard 2008): 0.2 and 0.4 give 2 to 1.
        Matrix covariance = Matrix.Of(2, 2, [0.04, 0.024, 0.024, 0.16]);

        double[] weights = Weights(MostDiversified.Of(covariance, Bounds.LongOnly(2), 1.0));

        weights.ShouldBe([2.0 / 3.0, 1.0 / 3.0], 1e-13);
        MostDiversified.Ratio(covariance, weights).ShouldBe(Math.Sqrt(2.0 / 1.3), 1e-13);
    }

    [Fact]
    public void Random_problems_meet_the_conditions_of_optimality()
    {
        for (int seed = 0; seed < 1_000; seed++)
        {
            Random random = new(seed);
            int n = 1 + random.Next(15);
            Matrix covariance = RandomProblems.Covariance(n, random);
            for (int i = 0; i < n; i++)
            {
                covariance[i, i] += 1e-4;
            }

            double most = Math.Min(1.0, (1.1 + random.NextDouble()) / n);
            double[] weights = Weights(MostDiversified.Of(covariance, Bounds.Uniform(n, 0.0, most), 1.0));

            Vectors.Sum(weights).ShouldBe(1.0, 1e-12, $"seed {seed}");
            weights.ShouldAllBe(weight => weight >= -1e-13 && weight <= most + 1e-13, $"seed {seed}");
            Optimal(covariance, weights, most, seed);
        }
    }

    // The slope of log(w's) - log(w'Vw) / 2 is the same for all weights between their bounds, no larger for those at
    // nothing and no smaller for those at the most.
    private static void Optimal(Matrix covariance, double[] weights, double most, int seed)
    {
        double[] marginal = new double[weights.Length];
        covariance.Multiply(weights, marginal);
        double variance = Vectors.Dot(weights, marginal);
        double own = weights.Select((weight, i) => weight * Math.Sqrt(covariance[i, i])).Sum();
        double[] slope = [.. marginal.Select((one, i) => (Math.Sqrt(covariance[i, i]) / own) - (one / variance))];
        double mayRise = slope.Where((_, i) => weights[i] < most - 1e-11).DefaultIfEmpty(double.MinValue).Max();
        double mayFall = slope.Where((_, i) => weights[i] > 1e-11).Min();
        (mayRise - mayFall).ShouldBeLessThanOrEqualTo(1e-8, $"seed {seed}");
    }

    private static double[] Weights(Allocation allocation) =>
        [.. allocation.ShouldBeOfType<Allocation.Solved>().Weights];
}
