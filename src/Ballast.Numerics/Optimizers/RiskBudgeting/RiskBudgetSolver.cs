using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>
/// Risk budgeting and risk parity. Coordinate descent (Griveau-Billion, Richard and Roncalli 2013) comes first, and
/// where it does not meet 1e-10 in every relative contribution, Newton's method (Spinu 2013); with few assets it is the
/// other way round. Only where the answer breaks a bound, the constrained problem of Richard and Roncalli (2019) is
/// solved. An asset without variance carries no risk, and is refused unless its part is zero. Where some mix of the
/// assets has no risk at all, every share of risk is undefined and the question is refused as unbounded.
/// </summary>
public static class RiskBudgetSolver
{
    private const string Descent = "cyclical coordinate descent";

    private const int MostSweeps = 1000;

    // Up to here five factorisations take less time than fourteen sweeps.
    private const int FewAssets = 12;

    private const double Accuracy = 1e-10;

    /// <summary>Finds the weights.</summary>
    /// <param name="problem">Covariance, parts of the risk, bounds and budget.</param>
    public static Allocation Solve(RiskBudgetProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Solve(problem, isNewtonFirst: problem.Count <= FewAssets);
    }

    /// <summary>The same by the descent first, however few assets there are.</summary>
    internal static Allocation SolveByDescent(RiskBudgetProblem problem) => Solve(problem, isNewtonFirst: false);

    private static Allocation Solve(RiskBudgetProblem problem, bool isNewtonFirst)
    {
        ImmutableArray<Refusal> faults = problem.Faults();
        if (faults.Length > 0)
        {
            return Allocation.Refuse(faults[0]);
        }

        double[] parts = Parts(problem);
        CoordinateDescent descent = new(problem.Covariance, parts);
        descent.Start();
        ImmutableArray<Attempt> attempts = [isNewtonFirst ? Step(problem, descent, parts) : Descend(descent)];
        if (attempts[^1].Ending != AttemptEnding.Solved && isNewtonFirst)
        {
            descent.Start();
            attempts = attempts.Add(Descend(descent));
        }

        if (attempts[^1].Ending != AttemptEnding.Solved)
        {
            // Newton starts anew: what the descent left may lie far out. Where no method ends, its last step tells why.
            descent.Start();
            attempts = attempts.Add(Step(problem, descent, parts));
        }

        return Finish(problem, descent, attempts);
    }

    /// <summary>Finds the weights by Newton's method from the start, for where its few steps pay (small N with weak
    /// correlations) or a second opinion is wanted. Bounds that bind are met by the descent within bounds.</summary>
    /// <param name="problem">Covariance, parts of the risk, bounds and budget.</param>
    public static Allocation SolveByNewton(RiskBudgetProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ImmutableArray<Refusal> faults = problem.Faults();
        if (faults.Length > 0)
        {
            return Allocation.Refuse(faults[0]);
        }

        double[] parts = Parts(problem);
        CoordinateDescent descent = new(problem.Covariance, parts);
        descent.Start();
        return Finish(problem, descent, [Step(problem, descent, parts)]);
    }

    private static Attempt Step(RiskBudgetProblem problem, CoordinateDescent descent, double[] parts) =>
        SpinuNewton.Solve(problem.Covariance, parts, descent.Weights);

    private static double[] Parts(RiskBudgetProblem problem)
    {
        double[] parts = new double[problem.Count];
        double sum = 0.0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = problem.IsHeld(i) ? problem.RiskBudgets[i] : 0.0;
            sum += parts[i];
        }

        Vectors.Scale(1.0 / sum, parts);
        return parts;
    }

    private static Attempt Descend(CoordinateDescent descent)
    {
        double before = double.PositiveInfinity;
        for (int sweeps = 1; sweeps <= MostSweeps; sweeps++)
        {
            // Errors shrink by the same factor each time, so all changes to come add up to change / (1 - factor).
            double change = descent.Sweep();
            double factor = Math.Min(change / before, 1.0);
            before = change;
            if (change <= 0.02 * Accuracy * (1.0 - factor))
            {
                return new Attempt(Descent, AttemptEnding.Solved, sweeps);
            }

            if (double.IsNaN(change))
            {
                return new Attempt(Descent, AttemptEnding.Rejected, sweeps);
            }
        }

        return new Attempt(Descent, AttemptEnding.OutOfSteps, MostSweeps);
    }

    private static Allocation Finish(
        RiskBudgetProblem problem, CoordinateDescent descent, ImmutableArray<Attempt> attempts)
    {
        double[] weights = descent.Weights.ToArray();
        double sum = Vectors.Sum(weights);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = weights[i] / sum * problem.Budget;
        }

        if (Vectors.FirstNotFinite(weights) >= 0 || IsRiskless(problem.Covariance, weights))
        {
            return Riskless(problem, Rejected(attempts));
        }

        if (KeepsBounds(problem.Bounds, weights))
        {
            return Answer(problem, weights, attempts);
        }

        weights.CopyTo(descent.Weights);
        BoundedDescent bounded = new(descent, problem.LongOnlyBounds(), problem.Budget);
        AttemptEnding ending = bounded.Run(problem.Covariance.Quadratic(weights));
        attempts = attempts.Add(new Attempt(BoundedDescent.Name, ending, bounded.Sweeps));
        return ending == AttemptEnding.Infeasible
            ? new Allocation.Refused(
                new Refusal.TargetOutOfReach(
                    "sum of weights", problem.Budget, bounded.LeastSum, Vectors.Sum(problem.Bounds.Upper.AsSpan())),
                attempts)
            : Answer(problem, descent.Weights.ToArray(), attempts);
    }

    private static Allocation Answer(
        RiskBudgetProblem problem, double[] weights, ImmutableArray<Attempt> attempts)
    {
        Residuals residuals = RiskContributions.Residuals(problem, weights);
        return residuals.Largest <= Accuracy
            ? new Allocation.Solved(ImmutableCollectionsMarshal.AsImmutableArray(weights), attempts, residuals)
            : new Allocation.Refused(new Refusal.NotConverged(residuals.Largest), Rejected(attempts));
    }

    // Beside the volatility that perfect correlation would give, rounding alone leaves about 1e-8 of it.
    private static bool IsRiskless(Matrix covariance, ReadOnlySpan<double> weights)
    {
        double undiversified = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            undiversified += weights[i] * Math.Sqrt(Math.Max(covariance[i, i], 0.0));
        }

        return !(covariance.Quadratic(weights) > 1e-14 * undiversified * undiversified);
    }

    private static Allocation.Refused Riskless(RiskBudgetProblem problem, ImmutableArray<Attempt> attempts)
    {
        double least = SymmetricEigen.Of(problem.Covariance).Eigenvalues[0];
        double noise = 1e-10 * Vectors.LargestMagnitude(problem.Covariance.Values);
        return new Allocation.Refused(
            least < -noise ? new Refusal.NotACovariance(least) : new Refusal.Unbounded(), attempts);
    }

    private static ImmutableArray<Attempt> Rejected(ImmutableArray<Attempt> attempts) =>
        attempts[^1].Ending == AttemptEnding.Solved
            ? attempts.SetItem(attempts.Length - 1, attempts[^1] with { Ending = AttemptEnding.Rejected })
            : attempts;

    private static bool KeepsBounds(Bounds bounds, double[] weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] < bounds.Lower[i] - 1e-14 || weights[i] > bounds.Upper[i] + 1e-14)
            {
                return false;
            }
        }

        return true;
    }
}
