using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Proportional;

namespace Ballast.Numerics.Tests.Optimizers.Proportional;

/// <summary>Weights by a score, within bounds; expected values by hand.</summary>
public sealed class ProportionalWeightsTests
{
    [Fact]
    public void A_cap_passes_on_what_it_takes_until_nobody_is_above_it()
    {
        // 60, 30, 6, 4 capped at 40 %: the 20 % go to the others as 30:6:4, which puts the second above the cap too.
        double[] weights = Weights(MarketCap.Of([60.0, 30.0, 6.0, 4.0], Bounds.Uniform(4, 0.0, 0.4), 1.0));
        ShouldBeNear(weights, [0.4, 0.4, 0.12, 0.08]);
    }

    [Fact]
    public void Floors_and_caps_hold_together_with_any_budget()
    {
        double[] weights = Weights(MarketCap.Of([8.0, 1.0, 1.0], Bounds.Uniform(3, 0.15, 0.5), 0.9));
        ShouldBeNear(weights, [0.5, 0.2, 0.2]);
        ShouldBeNear(Weights(MarketCap.Of([100.0, 0.0, 1.0], Bounds.Uniform(3, 0.05, 0.9), 1.0)), [0.9, 0.05, 0.05]);
    }

    [Fact]
    public void Equal_weights_are_equal()
    {
        ShouldBeNear(Weights(EqualWeights.Of(Bounds.LongOnly(4), 1.0)), [0.25, 0.25, 0.25, 0.25]);
        ShouldBeNear(Weights(EqualWeights.Of(Bounds.Of([0.0, 0.5], [1.0, 1.0]), 0.8)), [0.3, 0.5]);
        EqualWeights.Of(Bounds.LongOnly(0), 1.0).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBeOfType<Refusal.NoAssets>();
    }

    [Fact]
    public void Inverse_volatility_refuses_what_does_not_move()
    {
        Allocation answer = InverseVolatility.Of(Matrix.Diagonal([0.04, 0.0]), Bounds.LongOnly(2), 1.0);
        answer.ShouldBeOfType<Allocation.Refused>().Why.ShouldBe(new Refusal.NoVariance(1));
        ShouldBeNear(
            Weights(InverseVolatility.Of(Matrix.Diagonal([0.04, 0.01]), Bounds.LongOnly(2), 1.0)), [1 / 3.0, 2 / 3.0]);
    }

    [Fact]
    public void Trailing_Sharpe_gives_nothing_to_what_lost()
    {
        // Ratios 1, 2 and below zero.
        Matrix covariance = Matrix.Diagonal([0.04, 0.01, 0.09]);
        (Bounds, double) limits = (Bounds.LongOnly(3), 1.0);
        ShouldBeNear(Weights(TrailingSharpe.Of([0.25, 0.25, 0.0], covariance, 0.05, limits)), [1 / 3.0, 2 / 3.0, 0.0]);
        TrailingSharpe.Of([0.01, 0.02, 0.0], covariance, 0.05, limits).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBe(new Refusal.NothingAboveRiskFree(0.05, 0.02));
    }

    [Fact]
    public void Scores_of_zero_cannot_take_a_budget()
    {
        Allocation answer = ProportionalWeights.Of([1.0, 0.0], Bounds.Uniform(2, 0.0, 0.6), 1.0);
        Refusal.TargetOutOfReach why = answer.ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBeOfType<Refusal.TargetOutOfReach>();
        why.Most.ShouldBe(0.6, 1e-15);
    }

    [Fact]
    public void Random_scores_and_bounds_meet_the_budget()
    {
        Random random = new(7);
        for (int turn = 0; turn < 1000; turn++)
        {
            int n = 1 + random.Next(12);
            double[] scores = [.. Enumerable.Range(0, n).Select(_ => 0.01 + random.NextDouble())];
            double[] lower = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() / (2.0 * n))];
            double[] upper = [.. Enumerable.Range(0, n).Select(_ => (1.0 + random.NextDouble()) / n)];
            double[] weights = Weights(ProportionalWeights.Of(scores, Bounds.Of(lower, upper), 1.0));
            double[] free = [.. Enumerable.Range(0, n)
                .Where(i => weights[i] > lower[i] && weights[i] < upper[i]).Select(i => weights[i] / scores[i])];
            Vectors.Sum(weights).ShouldBe(1.0, 1e-12);
            foreach (double factor in free)
            {
                factor.ShouldBe(free[0], 1e-12);
            }
        }
    }

    private static double[] Weights(Allocation allocation) =>
        [.. allocation.ShouldBeOfType<Allocation.Solved>().Weights];

    private static void ShouldBeNear(double[] actual, double[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-14);
        }
    }
}
