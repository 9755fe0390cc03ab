using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>
/// Risk budgeting and risk parity by Newton's method (Spinu 2013): its steps come from a factor where there are few
/// assets and from conjugate gradients where there are many. Where that does not meet 1e-10 in every relative
/// contribution, cyclical coordinate descent (Griveau-Billion, Richard and Roncalli 2013) follows, and then Newton with
/// a factor. Only where the answer breaks a bound, the constrained problem of Richard and Roncalli (2019) is solved. An
/// asset without variance carries no risk, and is refused unless its part is zero. Where some mix of the assets has no
/// risk at all, every share of risk is undefined and the question is refused as unbounded.
/// </summary>
public static class RiskBudgetSolver
{
    private const string Descent = "cyclical coordinate descent";

    private const int MostSweeps = 1000;

    // Up to here five factorisations take less time than seven products with so much around them.
    private const int FewAssets = 12;

    private const double Accuracy = 1e-10;

    // Where a method ends, as a share of that.
    private const double Reached = 0.02;

    private enum Method
    {
        Newton,
        TruncatedNewton,
        Descent,
    }

    /// <summary>Finds the weights.</summary>
    /// <param name="problem">Covariance, parts of the risk, bounds and budget.</param>
    public static Allocation Solve(RiskBudgetProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Solve(problem, problem.Count <= FewAssets ? Method.Newton : Method.TruncatedNewton);
    }

    /// <summary>The same by the descent first, however few assets there are.</summary>
    internal static Allocation SolveByDescent(RiskBudgetProblem problem) => Solve(problem, Method.Descent);

    /// <summary>The same with steps by conjugate gradients, however few assets there are.</summary>
    internal static Allocation SolveByTruncatedNewton(RiskBudgetProblem problem) =>
        Solve(problem, Method.TruncatedNewton);

    private static Allocation Solve(RiskBudgetProblem problem, Method first)
    {
        ImmutableArray<Refusal> faults = problem.Faults();
        if (faults.Length > 0)
        {
            return Allocation.Refuse(faults[0]);
        }

        double[] parts = Parts(problem);
        CoordinateDescent descent = new(problem.Covariance, parts);
        ImmutableArray<Attempt> attempts = [Try(first, problem, descent, parts)];
        if (attempts[^1].Ending != AttemptEnding.Solved && first != Method.Descent)
        {
            attempts = attempts.Add(Try(Method.Descent, problem, descent, parts));
        }

        if (attempts[^1].Ending != AttemptEnding.Solved)
        {
            // Where no method ends, the last step of this one tells why.
            attempts = attempts.Add(Try(Method.Newton, problem, descent, parts));
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
        return Finish(problem, descent, [Try(Method.Newton, problem, descent, parts)]);
    }

    // Each starts anew: what another one left may lie far out.
    private static Attempt Try(Method method, RiskBudgetProblem problem, CoordinateDescent descent, double[] parts)
    {
        if (method == Method.TruncatedNewton)
        {
            return new TruncatedNewton(problem.Covariance, parts, Reached * Accuracy).Solve(descent.Weights);
        }

        descent.Start();
        return method == Method.Descent
            ? Descend(descent)
            : SpinuNewton.Solve(problem.Covariance, parts, descent.Weights);
    }

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
            if (change <= Reached * Accuracy * (1.0 - factor))
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

        double[] pull = new double[weights.Length];
        problem.Covariance.Multiply(weights, pull);
        double variance = Vectors.Dot(weights, pull);
        if (Vectors.FirstNotFinite(weights) >= 0 || IsRiskless(problem.Covariance, weights, variance))
        {
            return Riskless(problem, Rejected(attempts));
        }

        if (KeepsBounds(problem.Bounds, weights))
        {
            return Answer(problem, weights, pull, attempts);
        }

        weights.CopyTo(descent.Weights);
        BoundedDescent bounded = new(descent, problem.LongOnlyBounds(), problem.Budget);
        AttemptEnding ending = bounded.Run(variance);
        attempts = attempts.Add(new Attempt(BoundedDescent.Name, ending, bounded.Sweeps));
        if (ending == AttemptEnding.Infeasible)
        {
            double most = Vectors.Sum(problem.Bounds.Upper.AsSpan());
            return new Allocation.Refused(
                new Refusal.TargetOutOfReach("sum of weights", problem.Budget, bounded.LeastSum, most), attempts);
        }

        weights = descent.Weights.ToArray();
        problem.Covariance.Multiply(weights, pull);
        return Answer(problem, weights, pull, attempts);
    }

    private static Allocation Answer(
        RiskBudgetProblem problem, double[] weights, double[] pull, ImmutableArray<Attempt> attempts)
    {
        Residuals residuals = RiskContributions.Residuals(problem, weights, pull);
        return residuals.Largest <= Accuracy
            ? new Allocation.Solved(ImmutableCollectionsMarshal.AsImmutableArray(weights), attempts, residuals)
            : new Allocation.Refused(new Refusal.NotConverged(residuals.Largest), Rejected(attempts));
    }

    // Beside the volatility that perfect correlation would give, rounding alone leaves about 1e-8 of it.
    private static bool IsRiskless(Matrix covariance, ReadOnlySpan<double> weights, double variance)
    {
        double undiversified = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            undiversified += weights[i] * Math.Sqrt(Math.Max(covariance[i, i], 0.0));
        }

        return !(variance > 1e-14 * undiversified * undiversified);
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
