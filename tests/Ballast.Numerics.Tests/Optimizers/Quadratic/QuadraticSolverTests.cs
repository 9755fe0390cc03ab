using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;
using Ballast.Numerics.Optimizers.Quadratic;

namespace Ballast.Numerics.Tests.Optimizers.Quadratic;

/// <summary>The quadratic solver on hand calculations, against the critical line algorithm, and on random problems
/// whose optimality conditions are checked.</summary>
public sealed class QuadraticSolverTests
{
    [Fact]
    public void Group_limit_binds_as_worked_out_by_hand()
    {
        // Three independent assets of variance 1 would hold a third each; the first two together may hold 0.4.
        QuadraticProblem problem = new()
        {
            Hessian = Matrix.Diagonal([1.0, 1.0, 1.0]),
            Linear = [0.0, 0.0, 0.0],
            Bounds = Bounds.LongOnly(3),
            Constraints = [LinearConstraint.Budget(3, 1.0), LinearConstraint.Group(3, [0, 1], 0.0, 0.4)],
        };

        Allocation.Solved solved = Solved(QuadraticSolver.Once(problem));

        ShouldBeNear([.. solved.Weights], [0.2, 0.2, 0.6], 1e-15);
        solved.Residuals.Largest.ShouldBeLessThan(1e-15);
        solved.Attempts.ShouldHaveSingleItem().Ending.ShouldBe(AttemptEnding.Solved);
    }

    [Fact]
    public void Costs_leave_a_zone_in_which_nothing_is_traded()
    {
        // min (w - t)^2 / 2 + 0.1 |w - 0.5|: soft thresholding, w = t -+ 0.1 outside of [0.4, 0.6], else 0.5.
        Target(0.45).ShouldBe(0.5, 1e-15);
        Target(0.9).ShouldBe(0.8, 1e-15);
        Target(0.1).ShouldBe(0.2, 1e-15);
        Target(5.0).ShouldBe(1.0, 1e-15);
    }

    [Fact]
    public void Contradicting_constraints_are_refused_with_a_proof()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            QuadraticProblem problem = RandomPrograms.Infeasible(seed);
            var why = QuadraticSolver.Once(problem).ShouldBeOfType<Allocation.Refused>($"seed {seed}")
                .Why.ShouldBeOfType<Refusal.Contradiction>($"seed {seed}");

            // The factors make the sum of weights vanish, yet ask it to be at most minus the gap.
            double[] sum = [.. why.Assets];
            double most = 0.0;
            for (int r = 0; r < problem.Constraints.Length; r++)
            {
                LinearConstraint constraint = problem.Constraints[r];
                double factor = why.Constraints[r];
                Vectors.AddScaled(factor, constraint.Factors.AsSpan(), sum);
                most += factor == 0.0 ? 0.0 : factor * (factor > 0.0 ? constraint.Most : constraint.Least);
            }

            for (int i = 0; i < problem.Count; i++)
            {
                double factor = why.Assets[i];
                most += factor == 0.0
                    ? 0.0
                    : factor * (factor > 0.0 ? problem.Bounds.Upper[i] : problem.Bounds.Lower[i]);
            }

            Vectors.LargestMagnitude(sum).ShouldBeLessThan(1e-3 * why.Gap, $"seed {seed}");
            most.ShouldBe(-why.Gap, 1e-12);
            why.Gap.ShouldBeGreaterThan(1e-6, $"seed {seed}");
        }
    }

    [Fact]
    public void Agrees_with_the_critical_line_on_a_thousand_problems()
    {
        for (int seed = 0; seed < 1000; seed++)
        {
            MeanVarianceProblem problem = RandomProblems.Of(seed);
            double tolerance = 0.2 * (seed % 3);
            QuadraticProblem program = new()
            {
                Hessian = problem.Covariance,
                Linear = [.. problem.Mean.Select(mean => -tolerance * mean)],
                Bounds = problem.Bounds,
                Constraints = [LinearConstraint.Budget(problem.Count, 1.0)],
            };

            Allocation.Solved dual = Solved(QuadraticSolver.Once(program));
            Allocation.Solved line = Solved(CriticalLine.Trace(problem)
                .ShouldBeOfType<FrontierOutcome.Traced>().Frontier.AtRiskTolerance(tolerance));

            dual.Residuals.Largest.ShouldBeLessThan(1e-12, $"seed {seed}: {dual.Residuals}");
            Value(program, [.. dual.Weights]).ShouldBe(Value(program, [.. line.Weights]), 1e-13, $"seed {seed}");
        }
    }

    [Fact]
    public void Random_programs_with_groups_and_costs_are_solved_to_the_optimality_conditions()
    {
        for (int seed = 0; seed < 1000; seed++)
        {
            QuadraticProblem problem = RandomPrograms.Feasible(seed);
            Allocation.Solved solved = Solved(QuadraticSolver.Once(problem), $"seed {seed}");
            solved.Residuals.Largest.ShouldBeLessThan(1e-11, $"seed {seed}: {solved.Residuals}");
            foreach (LinearConstraint constraint in problem.Constraints)
            {
                double value = Vectors.Dot(constraint.Factors.AsSpan(), solved.Weights.AsSpan());
                value.ShouldBeInRange(constraint.Least - 1e-11, constraint.Most + 1e-11, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Kinks_agree_with_buys_and_sells_as_assets_of_their_own()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            QuadraticProblem problem = RandomPrograms.Feasible(seed);
            if (problem.Costs.IsNone)
            {
                continue;
            }

            Allocation.Solved kinks = Solved(QuadraticSolver.Once(problem), $"seed {seed}");
            Allocation.Solved split =
                Solved(QuadraticSolver.Once(RandomPrograms.Split(problem)), $"seed {seed}, split");
            Value(problem, [.. kinks.Weights]).ShouldBe(
                Value(problem, RandomPrograms.Join(problem, split)), 1e-9, $"seed {seed}");
        }
    }

    [Fact]
    public void A_warm_start_gives_the_same_answer_as_a_cold_one()
    {
        Random random = new(3);
        for (int seed = 0; seed < 200; seed++)
        {
            QuadraticProblem problem = RandomPrograms.Feasible(seed);
            QuadraticSolver solver = new(problem.Count, problem.Constraints.Length);
            solver.Solve(problem);
            for (int turn = 0; turn < 5; turn++)
            {
                problem = problem with
                {
                    Linear = [.. problem.Linear.Select(c => c + (0.02 * (random.NextDouble() - 0.5)))],
                };
                double cold = Value(problem, [.. Solved(QuadraticSolver.Once(problem)).Weights]);
                Allocation.Solved warm = Solved(solver.SolveWarm(problem), $"seed {seed}");
                Value(problem, [.. warm.Weights]).ShouldBe(cold, 1e-11, $"seed {seed}");
                warm.Residuals.Largest.ShouldBeLessThan(1e-11, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Edges_have_an_answer_or_a_reason()
    {
        QuadraticProblem one = new() { Hessian = new Matrix(1, 1), Linear = [0.0], Bounds = Bounds.LongOnly(1) };
        Solved(QuadraticSolver.Once(one)).Weights[0].ShouldBeInRange(0.0, 1.0);
        Solved(QuadraticSolver.Once(one with { Linear = [-1.0] })).Weights.ShouldBe([1.0]);
        Why(one with { Linear = [-1.0], Bounds = Bounds.None(1) }).ShouldBeOfType<Refusal.Unbounded>();
        Why(one with { Linear = [double.NaN] }).ShouldBe(new Refusal.NotFinite("linear", 0));
        Why(one with { Linear = [] }).ShouldBeOfType<Refusal.NoAssets>();
        Why(one with { Bounds = Bounds.Of([1.0], [0.0]) }).ShouldBe(new Refusal.BoundsCross(0, 1.0, 0.0));
        Why(one with { Hessian = Matrix.Of(1, 1, [-1.0]) }).ShouldBeOfType<Refusal.NotACovariance>();
        Why(one with { Constraints = [LinearConstraint.Equal([1.0, 1.0], 1.0)] })
            .ShouldBe(new Refusal.ShapeMismatch("constraint 0", 1, 2));
        Why(one with { Constraints = [LinearConstraint.Between([1.0], 1.0, 0.0)] })
            .ShouldBeOfType<Refusal.OutOfRange>();
        Why(one with { Costs = TradeCosts.Of([0.5], [-1.0], [0.0]) }).ShouldBeOfType<Refusal.OutOfRange>();
        Why(one with { Constraints = [LinearConstraint.Budget(1, 2.0)] }).ShouldBeOfType<Refusal.Contradiction>();
    }

    private static double Target(double target) => Solved(QuadraticSolver.Once(new QuadraticProblem
    {
        Hessian = Matrix.Diagonal([1.0]),
        Linear = [-target],
        Bounds = Bounds.LongOnly(1),
        Costs = TradeCosts.Of([0.5], [0.1], [0.1]),
    })).Weights[0];

    private static double Value(QuadraticProblem problem, double[] weights)
    {
        double value = (0.5 * problem.Hessian.Quadratic(weights)) + Vectors.Dot(problem.Linear.AsSpan(), weights);
        for (int i = 0; i < problem.Costs.Current.Length; i++)
        {
            double trade = weights[i] - problem.Costs.Current[i];
            value += trade > 0.0 ? problem.Costs.Buy[i] * trade : -problem.Costs.Sell[i] * trade;
        }

        return value;
    }

    private static Refusal Why(QuadraticProblem problem) =>
        QuadraticSolver.Once(problem).ShouldBeOfType<Allocation.Refused>().Why;

    private static Allocation.Solved Solved(Allocation allocation) =>
        allocation.ShouldBeOfType<Allocation.Solved>();

    private static Allocation.Solved Solved(Allocation allocation, string where) =>
        allocation.ShouldBeOfType<Allocation.Solved>($"{where}: {allocation}");

    private static void ShouldBeNear(double[] actual, double[] expected, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i], tolerance);
        }
    }
}
