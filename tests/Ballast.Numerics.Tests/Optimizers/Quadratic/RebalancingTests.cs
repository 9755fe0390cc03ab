using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Quadratic;

namespace Ballast.Numerics.Tests.Optimizers.Quadratic;

/// <summary>Rebalancing with costs and limits, on cases that are known by hand and on random ones.</summary>
public sealed class RebalancingTests
{
    [Fact]
    public void Tracking_without_costs_goes_all_the_way()
    {
        Allocation.Solved solved = Solved(Rebalancing.Solve(Tracking()));

        solved.Weights[0].ShouldBe(0.5, 1e-14);
        Rebalancing.Turnover(Tracking(), solved).ShouldBe(0.4, 1e-14);
    }

    [Fact]
    public void A_turnover_limit_is_met_exactly()
    {
        // Each bought unit of the first sells one of the second: half of the limit on each side.
        RebalanceProblem limited = Tracking() with { MaximumTurnover = 0.1 };
        Allocation.Solved solved = Solved(Rebalancing.Solve(limited));

        solved.Weights[0].ShouldBe(0.35, 1e-12);
        solved.Weights[1].ShouldBe(0.65, 1e-12);
        Rebalancing.Turnover(limited, solved).ShouldBeLessThanOrEqualTo(0.1 + 1e-12);
        Solved(Rebalancing.Solve(Tracking() with { MaximumTurnover = 0.0 })).Weights[0].ShouldBe(0.3, 1e-12);
    }

    [Fact]
    public void Linear_and_squared_costs_shorten_the_way()
    {
        // With w1 = 0.3 + z: (g/2) 2 (z - 0.2)^2 + c z + c z + 2 q z^2 at g = 1, c = 0.05, q = 0.5:
        // 2 (z - 0.2) + 0.1 + 2 z = 0, so z = 0.3 / 4.
        RebalanceProblem dear = Tracking() with { Buy = [0.05, 0.05], Sell = [0.05, 0.05], Impact = [0.5, 0.5] };

        Solved(Rebalancing.Solve(dear)).Weights[0].ShouldBe(0.3 + 0.075, 1e-14);

        // A cost of 0.2 each way is more than the first unit gains: nothing is traded.
        Solved(Rebalancing.Solve(dear with { Buy = [0.2, 0.2], Sell = [0.2, 0.2] })).Weights[0].ShouldBe(0.3, 1e-15);
    }

    [Fact]
    public void Turnover_that_limits_enforce_is_named()
    {
        RebalanceProblem forced = Tracking() with
        {
            Bounds = Bounds.Of([0.45, 0.0], [1.0, 1.0]),
            MaximumTurnover = 0.2,
        };

        Rebalancing.Solve(forced).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBeOfType<Refusal.TargetOutOfReach>().Least.ShouldBe(0.3, 1e-9);
        Solved(Rebalancing.Solve(forced with { MaximumTurnover = 0.3 })).Weights[0].ShouldBe(0.45, 1e-9);
    }

    [Fact]
    public void Random_limits_on_turnover_are_kept_and_used()
    {
        int limited = 0;
        for (int seed = 0; seed < 1_000; seed++)
        {
            Random random = new(seed);
            int n = 2 + random.Next(12);
            double[] current = new double[n];
            Array.Fill(current, 1.0 / n);
            RebalanceProblem problem = new()
            {
                Covariance = RandomProblems.Covariance(n, random),
                Current = [.. current],
                Bounds = Bounds.LongOnly(n),
                Constraints = [LinearConstraint.Budget(n, 1.0)],
                Mean = [.. current.Select(_ => 0.05 * random.NextDouble())],
            };
            double free = Rebalancing.Turnover(problem, Solved(Rebalancing.Solve(problem)));
            RebalanceProblem bounded = problem with { MaximumTurnover = 0.5 * free };

            Allocation.Solved solved = Solved(Rebalancing.Solve(bounded));

            double used = Rebalancing.Turnover(bounded, solved);
            used.ShouldBeLessThanOrEqualTo((0.5 * free) + 1e-11, $"seed {seed}");
            solved.Residuals.Feasibility.ShouldBeLessThan(1e-12);
            limited += used > (0.5 * free) - 1e-9 ? 1 : 0;
        }

        // Where the covariance is singular, turnover jumps at one price and the limit need not be used up.
        limited.ShouldBeGreaterThan(270);
    }

    [Fact]
    public void Bad_questions_are_refused()
    {
        Why(Tracking() with { Mean = [1.0] }).ShouldBe(new Refusal.ShapeMismatch("mean", 2, 1));
        Why(Tracking() with { Impact = [0.0, -1.0] }).ShouldBeOfType<Refusal.OutOfRange>();
        Why(Tracking() with { MaximumTurnover = double.NaN }).ShouldBeOfType<Refusal.OutOfRange>();
        Why(Tracking() with { Buy = [double.NaN, 0.0] }).ShouldBe(new Refusal.NotFinite("buy costs", 0));
        Why(Tracking() with { Constraints = [LinearConstraint.Budget(2, 3.0)] })
            .ShouldBeOfType<Refusal.Contradiction>();
    }

    private static RebalanceProblem Tracking() => new()
    {
        Covariance = Matrix.Diagonal([1.0, 1.0]),
        Current = [0.3, 0.7],
        Benchmark = [0.5, 0.5],
        Bounds = Bounds.LongOnly(2),
        Constraints = [LinearConstraint.Budget(2, 1.0)],
    };

    private static Refusal Why(RebalanceProblem problem) =>
        Rebalancing.Solve(problem).ShouldBeOfType<Allocation.Refused>().Why;

    private static Allocation.Solved Solved(Allocation allocation) =>
        allocation.ShouldBeOfType<Allocation.Solved>($"{allocation}");
}
