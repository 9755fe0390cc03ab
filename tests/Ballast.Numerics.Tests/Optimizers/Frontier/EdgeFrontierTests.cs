using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Tests.Optimizers.Frontier;

/// <summary>Questions at the edge, each with an answer or a reason.</summary>
public sealed class EdgeFrontierTests
{
    [Fact]
    public void One_asset_is_its_own_frontier()
    {
        EfficientFrontier frontier = Trace([0.1], [0.04]);

        frontier.Count.ShouldBe(1);
        Solved(frontier.MinimumVariance()).Weights.ShouldBe([1.0]);
        Solved(frontier.MaximumSharpe(0.0)).Weights.ShouldBe([1.0]);
        frontier.Points(50).Length.ShouldBe(1);
    }

    [Fact]
    public void Assets_that_are_all_equal_are_held_in_any_optimal_mix()
    {
        // Independent and alike: half each. The same asset twice: any mix has the same risk.
        Solved(Trace([0.1, 0.1], [0.04, 0.0, 0.0, 0.04]).MinimumVariance()).Weights.ShouldBe([0.5, 0.5]);
        Allocation.Solved same = Solved(Trace([0.1, 0.1], [0.04, 0.04, 0.04, 0.04]).MinimumVariance());
        (same.Weights[0] + same.Weights[1]).ShouldBe(1.0, 1e-15);
        same.Residuals.Largest.ShouldBeLessThan(1e-15);
    }

    [Fact]
    public void Cash_without_variance_is_held_and_not_inverted()
    {
        EfficientFrontier frontier = Trace([0.02, 0.10, 0.10], [0.0, 0.0, 0.0, 0.0, 0.04, 0.0, 0.0, 0.0, 0.04]);

        frontier.Corner(frontier.Count - 1).Weights.ShouldBe([1.0, 0.0, 0.0]);
        frontier.Corner(0).Weights.ShouldBe([0.0, 0.5, 0.5]);

        // Tangency at the rate that cash earns: the two risky assets alike, and no cash.
        double[] tangency = [.. Solved(frontier.MaximumSharpe(0.02)).Weights];
        tangency[0].ShouldBe(0.0, 1e-12);
        tangency[1].ShouldBe(0.5, 1e-12);
        frontier.MaximumSharpe(0.0).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBe(new Refusal.RisklessBeatsRiskFree(0.0, 0.02));
    }

    [Fact]
    public void What_cannot_be_reached_is_refused_with_what_can()
    {
        EfficientFrontier frontier = Trace([0.05, 0.10], [0.01, 0.0, 0.0, 0.04]);

        frontier.AtLeastReturn(0.2).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBeOfType<Refusal.TargetOutOfReach>().Most.ShouldBe(0.10, 1e-15);
        frontier.AtMostVolatility(0.01).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBeOfType<Refusal.TargetOutOfReach>().Least.ShouldBe(Math.Sqrt(0.008), 1e-15);
        frontier.MaximumSharpe(0.10).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBe(new Refusal.NothingAboveRiskFree(0.10, 0.10));
        frontier.AtLeastReturn(double.NaN).ShouldBeOfType<Allocation.Refused>();
        frontier.AtRiskTolerance(-1.0).ShouldBeOfType<Allocation.Refused>();
        Solved(frontier.AtLeastReturn(-1.0)).Weights.ShouldBe(Solved(frontier.MinimumVariance()).Weights);
        Solved(frontier.AtMostVolatility(9.0)).Weights.ShouldBe([0.0, 1.0]);
        Solved(frontier.AtRiskTolerance(double.PositiveInfinity)).Weights.ShouldBe([0.0, 1.0]);
    }

    [Fact]
    public void Bad_questions_are_refused_and_never_thrown()
    {
        Matrix sound = Matrix.Of(2, 2, [0.04, 0.0, 0.0, 0.04]);
        Why([], new Matrix(0, 0), Bounds.LongOnly(0)).ShouldBeOfType<Refusal.NoAssets>();
        Why([0.1, double.NaN], sound, Bounds.LongOnly(2)).ShouldBe(new Refusal.NotFinite("mean", 1));
        Why([0.1, 0.1], sound, Bounds.LongOnly(3)).ShouldBe(new Refusal.ShapeMismatch("bounds", 2, 3));
        Why([0.1], sound, Bounds.LongOnly(1)).ShouldBe(new Refusal.ShapeMismatch("covariance", 1, 4));
        Why([0.1, 0.1], sound, Bounds.Uniform(2, 0.6, 1.0)).ShouldBe(new Refusal.BudgetOutOfReach(1.0, 1.2, 2.0));
        Why([0.1, 0.1], sound, Bounds.Uniform(2, 0.0, 0.4)).ShouldBe(new Refusal.BudgetOutOfReach(1.0, 0.0, 0.8));
        Why([0.1, 0.1], sound, Bounds.Of([0.5, 0.0], [0.4, 1.0])).ShouldBe(new Refusal.BoundsCross(0, 0.5, 0.4));
        Why([0.1, 0.1], sound, Bounds.None(2)).ShouldBeOfType<Refusal.Unbounded>();
        Why([0.1, 0.2], Matrix.Of(2, 2, [0.01, 0.03, 0.03, 0.04]), Bounds.LongOnly(2))
            .ShouldBeOfType<Refusal.NotACovariance>();
        Why([0.1, 0.2], Matrix.Of(2, 2, [1.0, 0.5, 0.0, 1.0]), Bounds.LongOnly(2))
            .ShouldBeOfType<Refusal.NotACovariance>();
        Why([0.1, 0.2], Matrix.Of(2, 2, [1.0, double.NaN, 0.0, 1.0]), Bounds.LongOnly(2))
            .ShouldBe(new Refusal.NotFinite("covariance", 1));
    }

    [Fact]
    public void Bounds_that_leave_no_choice_are_a_frontier_of_one_point()
    {
        MeanVarianceProblem problem = Problem([0.1, 0.2, 0.3], Matrix.Diagonal([0.1, 0.2, 0.3]));
        foreach (Bounds bounds in new[]
            {
                Bounds.Of([0.2, 0.3, 0.5], [0.2, 0.3, 0.5]),
                Bounds.Of([0.2, 0.3, 0.5], [1.0, 1.0, 1.0]),
                Bounds.Of([0.0, 0.0, 0.0], [0.2, 0.3, 0.5]),
            })
        {
            EfficientFrontier frontier =
                CriticalLine.Trace(problem with { Bounds = bounds }).ShouldBeOfType<FrontierOutcome.Traced>().Frontier;
            frontier.Count.ShouldBe(1);
            double[] weights = [.. Solved(frontier.MinimumVariance()).Weights];
            weights[0].ShouldBe(0.2, 1e-15);
            weights[2].ShouldBe(0.5, 1e-15);
        }
    }

    private static Refusal Why(double[] mean, Matrix covariance, Bounds bounds) =>
        CriticalLine.Trace(Problem(mean, covariance) with { Bounds = bounds })
            .ShouldBeOfType<FrontierOutcome.Refused>().Why;

    private static EfficientFrontier Trace(double[] mean, double[] covariance) =>
        CriticalLine.Trace(Problem(mean, Matrix.Of(mean.Length, mean.Length, covariance)))
            .ShouldBeOfType<FrontierOutcome.Traced>().Frontier;

    private static MeanVarianceProblem Problem(double[] mean, Matrix covariance) =>
        new() { Mean = [.. mean], Covariance = covariance, Bounds = Bounds.LongOnly(mean.Length) };

    private static Allocation.Solved Solved(Allocation allocation) =>
        allocation.ShouldBeOfType<Allocation.Solved>();
}
