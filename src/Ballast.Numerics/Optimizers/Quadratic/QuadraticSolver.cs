using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>
/// Solves dense convex quadratic programs by a dual active-set method (Goldfarb and Idnani 1983; here with assets at
/// their bounds eliminated and with kinks for proportional costs). A Hessian that is not safely positive definite is
/// solved by proximal steps (Rockafellar 1976), each a strictly convex program that starts from the last one's active
/// set, until the weights stand still. One solver keeps its memory and its active set: a second problem of the same
/// shape starts warm. Not for use from several threads at once.
/// </summary>
public sealed class QuadraticSolver
{
    private const string Name = "dual active set (Goldfarb and Idnani)";
    private const int MostProximalSteps = 200;
    // Weights this large are on their way to infinity where a bound is missing.
    private const double FarAway = 1e6;
    private const double LeastGap = 1e-9;

    private readonly int n;
    private readonly int m;
    private readonly DualIterate iterate;
    private readonly DualActiveSet active;
    private readonly double[] linear;
    private readonly double[] centre;
    private QuadraticProblem[] last = [];

    /// <summary>A solver for problems of one shape.</summary>
    /// <param name="assets">N, one or more.</param>
    /// <param name="constraints">M, zero or more.</param>
    public QuadraticSolver(int assets, int constraints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(assets);
        ArgumentOutOfRangeException.ThrowIfNegative(constraints);
        n = assets;
        m = constraints;
        iterate = new DualIterate(n, m);
        active = new DualActiveSet(iterate, n, m);
        linear = new double[n];
        centre = new double[n];
    }

    /// <summary>Solves one problem from scratch with a solver of its own.</summary>
    /// <param name="problem">Any shape.</param>
    public static Allocation Once(QuadraticProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new QuadraticSolver(problem.Count, problem.Constraints.Length).Solve(problem);
    }

    /// <summary>Solves a problem from scratch.</summary>
    /// <param name="problem">Of this solver's shape.</param>
    /// <returns>Weights that pass the optimality check, or the reason: among others a proof that the constraints
    /// contradict each other.</returns>
    public Allocation Solve(QuadraticProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (Fault(problem) is [Refusal fault])
        {
            return Allocation.Refuse(fault);
        }

        return SolveFresh(problem);
    }

    /// <summary>Solves a problem that resembles the last one, from what was active there. The answer is the same as
    /// from scratch, where it is unique.</summary>
    /// <param name="problem">Of this solver's shape; with the same Hessian and constraint objects almost everything is
    /// kept.</param>
    public Allocation SolveWarm(QuadraticProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        bool isSame = last is [{ } before] && ReferenceEquals(before.Hessian, problem.Hessian)
            && SameFactors(before, problem);
        if (Fault(problem) is [Refusal fault])
        {
            return Allocation.Refuse(fault);
        }

        if (last.Length == 0)
        {
            return SolveFresh(problem);
        }

        if (!isSame)
        {
            SetMatrices(problem);
        }

        last = [problem];
        iterate.Weights.CopyTo(centre, 0);
        iterate.Load(problem, Shifted(problem));
        ActiveStart start = isSame ? ActiveStart.SameMatrix : ActiveStart.SameShape;
        return iterate.StartWarm(start) && Proceed(problem) is Allocation.Solved solved ? solved : SolveFresh(problem);
    }

    private static bool SameFactors(QuadraticProblem before, QuadraticProblem problem)
    {
        for (int r = 0; r < before.Constraints.Length && r < problem.Constraints.Length; r++)
        {
            if (before.Constraints[r].Factors != problem.Constraints[r].Factors)
            {
                return false;
            }
        }

        return before.Constraints.Length == problem.Constraints.Length;
    }

    private Refusal[] Fault(QuadraticProblem problem)
    {
        if (problem.Count != n || problem.Constraints.Length != m)
        {
            return [new Refusal.ShapeMismatch("problem", n + m, problem.Count + problem.Constraints.Length)];
        }

        return [.. problem.Faults()];
    }

    private Allocation SolveFresh(QuadraticProblem problem)
    {
        last = [problem];
        SetMatrices(problem);
        Array.Clear(centre);
        double mean = MeanDiagonal(problem.Hessian);
        double slope = Vectors.LargestMagnitude(problem.Linear.AsSpan());
        double scale = mean > 0.0 ? mean : Math.Max(slope, 1.0);
        double[] ridges = IsSafelyDefinite(problem.Hessian)
            ? [0.0, 1e-7 * scale]
            : [1e-7 * scale, 1e-5 * scale, 1e-3 * scale];
        Allocation answer = Allocation.Refuse(new Refusal.NotConverged(double.PositiveInfinity));
        foreach (double ridge in ridges)
        {
            iterate.System.Ridge = ridge;
            iterate.Load(problem, Shifted(problem));
            if (!iterate.StartCold())
            {
                continue;
            }

            answer = Proceed(problem);
            if (answer is Allocation.Solved or Allocation.Refused { Why: Refusal.Contradiction or Refusal.Unbounded })
            {
                return answer;
            }
        }

        return NotACovariance(problem) is [Refusal why] ? Allocation.Refuse(why) : answer;
    }

    private Allocation Proceed(QuadraticProblem problem)
    {
        int steps = 0;
        DualEnding ending = DualEnding.Optimal;
        Residuals residuals = default;
        for (int turn = 0; turn < MostProximalSteps; turn++)
        {
            ending = active.Run();
            steps += active.Steps;
            if (ending != DualEnding.Optimal)
            {
                break;
            }

            residuals = QuadraticResiduals.Of(problem, iterate);
            double moved = Moved();
            if (!(moved <= FarAway || IsClosed(problem.Bounds)))
            {
                return Refused(new Refusal.Unbounded(), AttemptEnding.Rejected, steps);
            }

            bool isDone = iterate.System.Ridge == 0.0 || residuals.Largest <= 1e-14 * Scale(problem);
            iterate.Weights.CopyTo(centre, 0);
            iterate.Load(problem, Shifted(problem));
            if (isDone || !iterate.StartWarm(ActiveStart.SameMatrix))
            {
                break;
            }
        }

        return Conclude(problem, ending, residuals, steps);
    }

    private Allocation Conclude(QuadraticProblem problem, DualEnding ending, Residuals residuals, int steps)
    {
        if (ending == DualEnding.Infeasible)
        {
            return Contradiction(problem, steps);
        }

        if (ending == DualEnding.Optimal && residuals.Largest <= 1e-9 * Scale(problem))
        {
            Attempt attempt = new(Name, AttemptEnding.Solved, steps);
            return new Allocation.Solved([.. iterate.Weights], [attempt], residuals);
        }

        AttemptEnding how = ending switch
        {
            DualEnding.OutOfSteps => AttemptEnding.OutOfSteps,
            DualEnding.Singular => AttemptEnding.Singular,
            _ => AttemptEnding.Rejected,
        };
        return Refused(new Refusal.NotConverged(residuals.Largest), how, steps);
    }

    private Allocation.Refused Contradiction(QuadraticProblem problem, int steps)
    {
        double[] rows = Cleaned(active.ConstraintProof, active.AssetProof);
        double[] assets = Cleaned(active.AssetProof, active.ConstraintProof);
        double gap = 0.0;
        for (int r = 0; r < m; r++)
        {
            double end = rows[r] > 0.0 ? problem.Constraints[r].Most : problem.Constraints[r].Least;
            gap -= rows[r] == 0.0 ? 0.0 : rows[r] * end;
        }

        for (int i = 0; i < n; i++)
        {
            double end = assets[i] > 0.0 ? problem.Bounds.Upper[i] : problem.Bounds.Lower[i];
            gap -= assets[i] == 0.0 ? 0.0 : assets[i] * end;
        }

        // A proof that proves nothing is the rounding of an ill-conditioned system.
        return gap > LeastGap
            ? Refused(new Refusal.Contradiction([.. rows], [.. assets], gap), AttemptEnding.Infeasible, steps)
            : Refused(new Refusal.NotConverged(Math.Abs(gap)), AttemptEnding.Rejected, steps);
    }

    // The largest factor becomes one; what is below 1e-10 of it is rounding.
    private static double[] Cleaned(double[] factors, double[] others)
    {
        double largest = Math.Max(Vectors.LargestMagnitude(factors), Vectors.LargestMagnitude(others));
        double[] cleaned = [.. factors];
        foreach (ref double factor in cleaned.AsSpan())
        {
            factor = Math.Abs(factor) <= 1e-10 * largest ? 0.0 : factor / largest;
        }

        return cleaned;
    }

    private static Allocation.Refused Refused(Refusal why, AttemptEnding ending, int steps) =>
        new(why, [new Attempt(Name, ending, steps)]);

    private void SetMatrices(QuadraticProblem problem)
    {
        iterate.System.Hessian = problem.Hessian;
        Matrix factors = new(m, n);
        for (int r = 0; r < m; r++)
        {
            problem.Constraints[r].Factors.AsSpan().CopyTo(factors.Row(r));
        }

        iterate.System.Factors = factors;
    }

    private double[] Shifted(QuadraticProblem problem)
    {
        problem.Linear.AsSpan().CopyTo(linear);
        Vectors.AddScaled(-iterate.System.Ridge, centre, linear);
        return linear;
    }

    private double Moved()
    {
        double moved = 0.0;
        for (int i = 0; i < n; i++)
        {
            moved = Math.Max(moved, Math.Abs(iterate.Weights[i] - centre[i]));
        }

        return moved;
    }

    private static double Scale(QuadraticProblem problem) =>
        Math.Max(1.0, Vectors.LargestMagnitude(problem.Linear.AsSpan()))
            + Vectors.LargestMagnitude(problem.Hessian.Values);

    private static bool IsClosed(Bounds bounds)
    {
        for (int i = 0; i < bounds.Count; i++)
        {
            if (double.IsInfinity(bounds.Lower[i]) || double.IsInfinity(bounds.Upper[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static double MeanDiagonal(Matrix matrix)
    {
        double sum = 0.0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            sum += matrix[i, i];
        }

        return sum / matrix.Rows;
    }

    private static bool IsSafelyDefinite(Matrix matrix)
    {
        if (Cholesky.Of(matrix) is not CholeskyOutcome.Factored { Factor: { } factor })
        {
            return false;
        }

        for (int i = 0; i < matrix.Rows; i++)
        {
            double pivot = factor.Lower[i, i] * factor.Lower[i, i];
            if (pivot < 1e-8 * matrix[i, i])
            {
                return false;
            }
        }

        return true;
    }

    private static Refusal[] NotACovariance(QuadraticProblem problem)
    {
        double least = SymmetricEigen.Of(problem.Hessian).Eigenvalues[0];
        return least < -1e-10 * Vectors.LargestMagnitude(problem.Hessian.Values)
            ? [new Refusal.NotACovariance(least)]
            : [];
    }
}
