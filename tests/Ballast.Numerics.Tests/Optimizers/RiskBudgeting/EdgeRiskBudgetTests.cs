using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.RiskBudgeting;

namespace Ballast.Numerics.Tests.Optimizers.RiskBudgeting;

/// <summary>Questions at the edge, each with an answer or a reason.</summary>
public sealed class EdgeRiskBudgetTests
{
    [Fact]
    public void One_asset_takes_the_whole_budget()
    {
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(Matrix.Diagonal([0.04])) with { Budget = 0.9 };
        Weights(problem).ShouldBe([0.9]);
    }

    [Fact]
    public void The_same_asset_three_times_is_held_alike()
    {
        double[] weights = Weights(RiskBudgetProblem.Equal(Matrix.Of(3, 3, [.. Enumerable.Repeat(0.04, 9)])));
        foreach (double weight in weights)
        {
            weight.ShouldBe(1.0 / 3.0, 1e-11);
        }
    }

    [Fact]
    public void An_asset_that_does_not_move_is_refused_unless_it_has_no_part()
    {
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(Matrix.Diagonal([0.0, 0.01, 0.04]));
        Why(problem).ShouldBe(new Refusal.NoVariance(0));

        double[] weights = Weights(problem with { RiskBudgets = [0.0, 1.0, 1.0] });
        weights[0].ShouldBe(0.0);
        weights[1].ShouldBe(2.0 / 3.0, 1e-12);
    }

    [Fact]
    public void A_mix_without_risk_has_no_shares_to_give()
    {
        // Two assets that cancel out: half each has no risk, and the objective falls without end.
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(Matrix.Of(2, 2, [0.04, -0.04, -0.04, 0.04]));
        Why(problem).ShouldBeOfType<Refusal.Unbounded>();
    }

    [Fact]
    public void A_matrix_with_a_negative_variance_in_it_is_refused()
    {
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(Matrix.Of(2, 2, [0.04, -0.08, -0.08, 0.04]));
        Why(problem).ShouldBeOfType<Refusal.NotACovariance>().LeastEigenvalue.ShouldBe(-0.04, 1e-12);
    }

    [Fact]
    public void A_cap_binds_and_the_others_share_what_is_left()
    {
        // Uncorrelated, volatilities 1, 2, 4: parity is 4/7, 2/7, 1/7. Capped at one half, the rest keeps 2 to 1.
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(Matrix.Diagonal([1.0, 4.0, 16.0])) with
        {
            Bounds = Bounds.Uniform(3, 0.0, 0.5),
        };
        double[] weights = Weights(problem);
        weights[0].ShouldBe(0.5);
        weights[1].ShouldBe(1.0 / 3.0, 1e-12);
        weights[2].ShouldBe(1.0 / 6.0, 1e-12);
    }

    [Fact]
    public void Bounds_that_leave_no_choice_are_the_answer()
    {
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(Matrix.Diagonal([1.0, 4.0])) with
        {
            Bounds = Bounds.Of([0.0, 0.0], [0.25, 0.75]),
        };
        Weights(problem).ShouldBe([0.25, 0.75]);
        Weights(problem with { Bounds = Bounds.Of([0.4, 0.6], [1.0, 1.0]) }).ShouldBe([0.4, 0.6]);
    }

    [Fact]
    public void A_hedge_that_pays_without_end_is_refused_with_the_least_sum()
    {
        // The first must be held at 0.3; its near mirror at a tenth of the volatility only lowers risk up to 2.97.
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(Matrix.Of(2, 2, [1.0, -0.099, -0.099, 0.01])) with
        {
            Bounds = Bounds.Of([0.3, 0.0], [0.4, 9.0]),
        };
        Why(problem).ShouldBeOfType<Refusal.TargetOutOfReach>().Least.ShouldBe(3.27, 1e-3);
    }

    [Fact]
    public void Bad_questions_are_refused_and_never_thrown()
    {
        RiskBudgetProblem sound = RiskBudgetProblem.Equal(Matrix.Diagonal([0.01, 0.04]));
        Why(RiskBudgetProblem.Equal(new Matrix(0, 0))).ShouldBeOfType<Refusal.NoAssets>();
        Why(sound with { RiskBudgets = [1.0, double.NaN] }).ShouldBe(new Refusal.NotFinite("risk budgets", 1));
        Why(sound with { RiskBudgets = [1.0, -1.0] }).ShouldBeOfType<Refusal.OutOfRange>();
        Why(sound with { RiskBudgets = [0.0, 0.0] }).ShouldBe(new Refusal.BudgetOutOfReach(1.0, 0.0, 0.0));
        Why(sound with { RiskBudgets = [1.0] }).ShouldBeOfType<Refusal.ShapeMismatch>();
        Why(sound with { Bounds = Bounds.Uniform(2, 0.6, 1.0) }).ShouldBe(new Refusal.BudgetOutOfReach(1.0, 1.2, 2.0));
        Why(sound with { Bounds = Bounds.Uniform(2, 0.0, 0.3) }).ShouldBe(new Refusal.BudgetOutOfReach(1.0, 0.0, 0.6));
        Why(sound with { Budget = 0.0 }).ShouldBeOfType<Refusal.OutOfRange>();
        Why(sound with { Covariance = Matrix.Of(2, 2, [1.0, double.NaN, 0.0, 1.0]) })
            .ShouldBe(new Refusal.NotFinite("covariance", 1));
    }

    private static double[] Weights(RiskBudgetProblem problem) =>
        [.. RiskBudgetSolver.Solve(problem).ShouldBeOfType<Allocation.Solved>().Weights];

    private static Refusal Why(RiskBudgetProblem problem) =>
        RiskBudgetSolver.Solve(problem).ShouldBeOfType<Allocation.Refused>().Why;
}
