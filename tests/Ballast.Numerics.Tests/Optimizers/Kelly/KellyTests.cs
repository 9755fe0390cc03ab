using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Kelly;

namespace Ballast.Numerics.Tests.Optimizers.Kelly;

/// <summary>Kelly's rule for one bet, for many assets, and for people who fear a fall.</summary>
public sealed class KellyTests
{
    [Theory]
    [InlineData(0.6, 1.0, 1.0, 1.0, 0.2)]
    [InlineData(0.6, 1.0, 0.5, 1.0, 0.1)]
    [InlineData(0.6, 1.0, 1.0, 0.15, 0.15)]
    [InlineData(0.5, 2.0, 1.0, 1.0, 0.25)]
    [InlineData(0.5, 1.0, 1.0, 1.0, 0.0)]
    [InlineData(0.3, 1.0, 1.0, 1.0, 0.0)]
    [InlineData(1.0, 3.0, 1.0, 1.0, 1.0)]
    public void One_bet_by_hand(double probability, double odds, double fraction, double cap, double stake) =>
        Weights(SingleBet.Of(probability, odds, fraction, cap))[0].ShouldBe(stake, 1e-15);

    [Fact]
    public void A_stake_beside_the_best_grows_more_slowly()
    {
        Random random = new(3);
        for (int turn = 0; turn < 1_000; turn++)
        {
            double probability = random.NextDouble();
            double odds = 0.1 + (5.0 * random.NextDouble());
            double stake = Weights(SingleBet.Of(probability, odds, 1.0, 1.0))[0];
            double other = random.NextDouble() * 0.999;
            double best = Growth(probability, odds, stake);
            Growth(probability, odds, other).ShouldBeLessThanOrEqualTo(best + 1e-14);
        }
    }

    [Fact]
    public void Thorps_chances_of_a_fall()
    {
        // Thorp (2006), section 7: at full Kelly the chance of ever falling to x is x, at half Kelly its cube.
        DrawdownFraction.Probability(1.0, 0.5).ShouldBe(0.5, 1e-15);
        DrawdownFraction.Probability(0.5, 0.5).ShouldBe(0.125, 1e-15);
        DrawdownFraction.Probability(2.0, 0.5).ShouldBe(1.0);
        Weights(DrawdownFraction.Of(0.5, 0.125))[0].ShouldBe(0.5, 1e-15);
        Weights(DrawdownFraction.Of(0.5, 0.9))[0].ShouldBe(1.0);
        DrawdownFraction.Of(1.0, 0.1).ShouldBeOfType<Allocation.Refused>();
        DrawdownFraction.Of(0.5, double.NaN).ShouldBeOfType<Allocation.Refused>();
    }

    [Fact]
    public void Many_assets_without_bounds_by_hand()
    {
        // Uncorrelated: m / variance each.
        Matrix covariance = Matrix.Diagonal([0.04, 0.09]);
        double[] weights = Weights(ContinuousKelly.Unbounded([0.06, -0.03], covariance, 0.5));
        weights[0].ShouldBe(0.75, 1e-15);
        weights[1].ShouldBe(-1.0 / 6.0, 1e-15);
        Why(ContinuousKelly.Unbounded([0.1, 0.1], Matrix.Of(2, 2, [1.0, 1.0, 1.0, 1.0]), 1.0))
            .ShouldBeOfType<Refusal.Unbounded>();
    }

    [Fact]
    public void Within_bounds_the_rest_is_cash()
    {
        Matrix covariance = Matrix.Diagonal([0.04, 0.09, 0.16]);
        (Bounds, double) limits = (Bounds.Uniform(3, 0.0, 0.5), 1.0);

        // Wanted are 0.25, below zero, and 10: a small edge in full, a loss not at all, a large one up to its bound.
        double[] weights = Weights(ContinuousKelly.Within([0.01, -0.01, 1.6], covariance, 1.0, limits));
        weights[0].ShouldBe(0.25, 1e-13);
        weights[1].ShouldBe(0.0, 1e-13);
        weights[2].ShouldBe(0.5, 1e-13);
        Weights(ContinuousKelly.Within([-0.1, -0.1, -0.1], covariance, 1.0, limits)).ShouldBe([0.0, 0.0, 0.0]);
    }

    [Theory]
    [InlineData(1.0, 1.0, 0.243243243243, 0.756756756757, 0.0)]
    [InlineData(1.0, 0.5, 0.121621621622, 0.378378378378, 0.0)]
    [InlineData(0.4, 1.0, 0.4, 0.4, 0.2)]
    [InlineData(0.4, 0.5, 0.2, 0.2, 0.1)]
    public void Half_Kelly_is_half_of_full_Kelly_also_where_the_budget_binds(
        double most, double fraction, double first, double second, double third)
    {
        // Full: scipy 1.10.1, minimize(SLSQP, ftol 1e-16) of w'Vw / 2 - m'w with sum w <= 1 and 0 <= w <= most.
        Matrix covariance = Matrix.Of(3, 3, [0.25, 0.12, 0.05, 0.12, 0.36, 0.06, 0.05, 0.06, 0.16]);
        (Bounds, double) limits = (Bounds.Uniform(3, 0.0, most), 1.0);

        double[] weights = Weights(ContinuousKelly.Within([0.30, 0.45, 0.20], covariance, fraction, limits));

        weights.ShouldBe([first, second, third], 1e-11);
    }

    [Fact]
    public void A_share_of_full_Kelly_keeps_lower_bounds_and_refuses_those_that_it_cannot_share()
    {
        Matrix covariance = Matrix.Diagonal([0.04, 0.04]);
        Bounds floor = Bounds.Of([0.3, 0.0], [1.0, 1.0]);

        // Full Kelly is 0.3 (its bound) and 0.5; half of the first would leave its bound.
        Weights(ContinuousKelly.Within([-0.01, 0.02], covariance, 0.5, (floor, 1.0))).ShouldBe([0.3, 0.25], 1e-13);
        Why(ContinuousKelly.Within([0.1, 0.1], covariance, 0.5, (Bounds.Of([0.3, -0.5], [1.0, 1.0]), 1.0)))
            .ShouldBeOfType<Refusal.OutOfRange>();
        Why(ContinuousKelly.Within([0.1, 0.1], covariance, 0.5, (Bounds.Of([-1.0, -1.0], [-0.1, 1.0]), 1.0)))
            .ShouldBeOfType<Refusal.OutOfRange>();
    }

    [Fact]
    public void Random_problems_meet_the_conditions_of_optimality()
    {
        for (int seed = 0; seed < 1_000; seed++)
        {
            Random random = new(seed);
            int n = 1 + random.Next(12);
            Matrix covariance = RandomProblems.Covariance(n, random);
            double[] excess = [.. Enumerable.Range(0, n).Select(_ => (0.6 * random.NextDouble()) - 0.2)];
            double fraction = 0.1 + (0.9 * random.NextDouble());
            Bounds bounds = Bounds.Uniform(n, 0.0, 0.1 + random.NextDouble());
            double[] weights = Weights(ContinuousKelly.Within(excess, covariance, 1.0, (bounds, 1.0)));
            Optimal(covariance, excess, (weights, bounds.Upper[0], seed));
            double[] part = Weights(ContinuousKelly.Within(excess, covariance, fraction, (bounds, 1.0)));
            part.ShouldBe(weights.Select(weight => fraction * weight), 1e-15);
        }
    }

    [Fact]
    public void Bad_questions_are_refused_and_never_thrown()
    {
        Matrix sound = Matrix.Diagonal([0.04, 0.09]);
        (Bounds, double) limits = (Bounds.LongOnly(2), 1.0);
        Why(SingleBet.Of(1.1, 1.0, 1.0, 1.0)).ShouldBeOfType<Refusal.OutOfRange>();
        Why(SingleBet.Of(0.5, 0.0, 1.0, 1.0)).ShouldBeOfType<Refusal.OutOfRange>();
        Why(SingleBet.Of(0.5, 1.0, double.NaN, 1.0)).ShouldBeOfType<Refusal.OutOfRange>();
        Why(SingleBet.Of(0.5, 1.0, 1.0, -1.0)).ShouldBeOfType<Refusal.OutOfRange>();
        Why(ContinuousKelly.Within([], new Matrix(0, 0), 1.0, (Bounds.LongOnly(0), 1.0)))
            .ShouldBeOfType<Refusal.NoAssets>();
        Why(ContinuousKelly.Within([0.1, double.NaN], sound, 1.0, limits))
            .ShouldBe(new Refusal.NotFinite("excess returns", 1));
        Why(ContinuousKelly.Within([0.1], sound, 1.0, limits)).ShouldBeOfType<Refusal.ShapeMismatch>();
        Why(ContinuousKelly.Within([0.1, 0.1], sound, 2.0, limits)).ShouldBeOfType<Refusal.OutOfRange>();
        Why(ContinuousKelly.Within([0.1, 0.1], sound, 1.0, (Bounds.Uniform(2, 0.6, 1.0), 1.0)))
            .ShouldBeOfType<Refusal.BudgetOutOfReach>();
    }

    // g = m - V w - y, with y the budget's price, zero where cash is left: zero between the bounds, no gain beyond.
    private static void Optimal(
        Matrix covariance, double[] excess, (double[] Weights, double Most, int Seed) found)
    {
        double[] gradient = new double[excess.Length];
        covariance.Multiply(found.Weights, gradient);
        double sum = Vectors.Sum(found.Weights);
        double price = 0.0;
        sum.ShouldBeLessThanOrEqualTo(1.0 + 1e-12, $"seed {found.Seed}");
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = excess[i] - gradient[i];
            bool isFree = found.Weights[i] > 1e-12 && found.Weights[i] < found.Most - 1e-12;
            price = isFree && sum > 1.0 - 1e-12 ? gradient[i] : price;
        }

        price.ShouldBeGreaterThanOrEqualTo(-1e-11, $"seed {found.Seed}");
        bool isPriced = sum <= 1.0 - 1e-12 || price > 0.0;
        for (int i = 0; i < gradient.Length && isPriced; i++)
        {
            if (found.Weights[i] < found.Most - 1e-12)
            {
                gradient[i].ShouldBeLessThanOrEqualTo(price + 1e-11, $"seed {found.Seed}, asset {i}");
            }

            if (found.Weights[i] > 1e-12)
            {
                gradient[i].ShouldBeGreaterThanOrEqualTo(price - 1e-11, $"seed {found.Seed}, asset {i}");
            }
        }
    }

    private static double Growth(double probability, double odds, double stake) =>
        (probability > 0.0 ? probability * Math.Log(1.0 + (odds * stake)) : 0.0)
        + (probability < 1.0 ? (1.0 - probability) * Math.Log(1.0 - stake) : 0.0);

    private static double[] Weights(Allocation allocation) =>
        [.. allocation.ShouldBeOfType<Allocation.Solved>().Weights];

    private static Refusal Why(Allocation allocation) => allocation.ShouldBeOfType<Allocation.Refused>().Why;
}
