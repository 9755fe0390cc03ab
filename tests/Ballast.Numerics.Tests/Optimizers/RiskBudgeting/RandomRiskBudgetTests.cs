using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.RiskBudgeting;

namespace Ballast.Numerics.Tests.Optimizers.RiskBudgeting;

/// <summary>What must hold for every risk budget, on random problems from full rank to rank one.</summary>
public sealed class RandomRiskBudgetTests
{
    private const int Problems = 1_000;

    [Fact]
    public void Every_asset_carries_its_part_of_the_risk()
    {
        int solved = 0;
        int unaided = 0;
        for (int seed = 0; seed < Problems; seed++)
        {
            RiskBudgetProblem problem = Problem(seed);
            Allocation first = RiskBudgetSolver.SolveByDescent(problem);
            Allocation second = RiskBudgetSolver.SolveByNewton(problem);
            Allocation third = RiskBudgetSolver.SolveByTruncatedNewton(problem);
            if (first is Allocation.Refused refused)
            {
                IsRight(refused.Why, problem, seed);
                continue;
            }

            solved++;
            Allocation.Solved descent = first.ShouldBeOfType<Allocation.Solved>();
            Allocation.Solved newton = second.ShouldBeOfType<Allocation.Solved>($"seed {seed}");
            Allocation.Solved truncated = third.ShouldBeOfType<Allocation.Solved>($"seed {seed}");
            unaided += truncated.Attempts.Length == 1 ? 1 : 0;
            double[] shares = new double[problem.Count];
            RiskContributions.Shares(problem.Covariance, descent.Weights.AsSpan(), shares);
            double parts = Vectors.Sum(problem.RiskBudgets.AsSpan());
            for (int i = 0; i < shares.Length; i++)
            {
                double part = problem.RiskBudgets[i] / parts;
                shares[i].ShouldBe(part, 2e-10 * part, $"seed {seed}, asset {i}");
                descent.Weights[i].ShouldBe(newton.Weights[i], 1e-8, $"seed {seed}, asset {i}");
                truncated.Weights[i].ShouldBe(newton.Weights[i], 1e-8, $"seed {seed}, asset {i}");
            }

            Vectors.Sum(descent.Weights.AsSpan()).ShouldBe(1.0, 1e-13);
        }

        solved.ShouldBeGreaterThan(Problems / 2);
        unaided.ShouldBeGreaterThan(solved * 9 / 10);
    }

    [Fact]
    public void Bounds_are_kept_and_what_lies_between_them_shares_in_proportion()
    {
        int bound = 0;
        for (int seed = 0; seed < Problems; seed++)
        {
            RiskBudgetProblem problem = Bounded(seed);
            Allocation answer = RiskBudgetSolver.Solve(problem);
            if (answer is Allocation.Refused refused)
            {
                IsRight(refused.Why, problem, seed);
                continue;
            }

            Allocation.Solved solved = answer.ShouldBeOfType<Allocation.Solved>();
            solved.Residuals.Largest.ShouldBeLessThan(1e-10, $"seed {seed}: {solved.Residuals}");
            Conditions(problem, solved, seed);
            bound += solved.Attempts.Length > 1 ? 1 : 0;
        }

        bound.ShouldBeGreaterThan(Problems / 5);
    }

    // Measured anew, not by the solver's own residuals: shares over parts agree between the bounds, are smaller at an
    // upper and larger at a lower bound.
    private static void Conditions(RiskBudgetProblem problem, Allocation.Solved solved, int seed)
    {
        int n = problem.Count;
        double[] shares = new double[n];
        RiskContributions.Shares(problem.Covariance, solved.Weights.AsSpan(), shares);
        Vectors.Sum(solved.Weights.AsSpan()).ShouldBe(1.0, 1e-11, $"seed {seed}");
        List<double> free = [];
        for (int i = 0; i < n; i++)
        {
            solved.Weights[i].ShouldBeInRange(problem.Bounds.Lower[i] - 1e-13, problem.Bounds.Upper[i] + 1e-13);
            if (solved.Weights[i] > problem.Bounds.Lower[i] + 1e-12
                && solved.Weights[i] < problem.Bounds.Upper[i] - 1e-12)
            {
                free.Add(shares[i] / problem.RiskBudgets[i]);
            }
        }

        for (int i = 0; i < n && free.Count > 0; i++)
        {
            double ratio = shares[i] / problem.RiskBudgets[i];
            bool atLower = solved.Weights[i] <= problem.Bounds.Lower[i] + 1e-12;
            bool atUpper = solved.Weights[i] >= problem.Bounds.Upper[i] - 1e-12;
            double slack = 1e-9 * free[0];
            if (!atLower)
            {
                ratio.ShouldBeLessThanOrEqualTo(free[0] + slack, $"seed {seed}, asset {i}");
            }

            if (!atUpper)
            {
                ratio.ShouldBeGreaterThanOrEqualTo(free[0] - slack, $"seed {seed}, asset {i}");
            }
        }
    }

    private static void IsRight(Refusal why, RiskBudgetProblem problem, int seed)
    {
        switch (why)
        {
            case Refusal.NoVariance still:
                problem.Covariance[still.Asset, still.Asset].ShouldBe(0.0);
                break;
            case Refusal.Unbounded:
                SymmetricEigen.Of(problem.Covariance).Eigenvalues[0].ShouldBeLessThan(1e-12, $"seed {seed}");
                break;
            case Refusal.TargetOutOfReach reach:
                reach.Least.ShouldBeGreaterThan(1.0, $"seed {seed}");
                break;
            default:
                Assert.Fail($"seed {seed}: {why}");
                break;
        }
    }

    private static RiskBudgetProblem Problem(int seed)
    {
        Random random = new(seed);
        int n = 1 + random.Next(seed % 5 == 0 ? 40 : 12);
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(RandomProblems.Covariance(n, random));
        return seed % 2 == 0
            ? problem
            : problem with { RiskBudgets = [.. Enumerable.Range(0, n).Select(_ => 0.05 + random.NextDouble())] };
    }

    private static RiskBudgetProblem Bounded(int seed)
    {
        RiskBudgetProblem problem = Problem(seed);
        Random random = new(seed + 1);
        int n = problem.Count;
        double[] lower = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() / (1.5 * n))];
        double[] upper = [.. Enumerable.Range(0, n).Select(_ => (1.0 + random.NextDouble()) / n)];
        return problem with { Bounds = Bounds.Of(lower, upper) };
    }
}
