using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>Mean-variance questions with linear constraints, such as limits on groups, beside bounds and budget. The
/// critical line does not know such constraints; here each portfolio is a quadratic program of its own. Where there are
/// no constraints, <see cref="EfficientFrontier"/> answers the same.</summary>
public sealed class ConstrainedMeanVariance
{
    private const int MostBisections = 100;

    private readonly MeanVarianceProblem problem;
    private readonly ImmutableArray<LinearConstraint> constraints;

    /// <summary>Questions about one set of portfolios.</summary>
    /// <param name="problem">Means, covariance, bounds and budget.</param>
    /// <param name="constraints">What must hold beside; may be empty.</param>
    public ConstrainedMeanVariance(MeanVarianceProblem problem, ImmutableArray<LinearConstraint> constraints)
    {
        ArgumentNullException.ThrowIfNull(problem);
        this.problem = problem;
        this.constraints = constraints;
    }

    /// <summary>The portfolio of least variance.</summary>
    public Allocation MinimumVariance() => Solve(problem.Covariance, new double[problem.Count], []);

    /// <summary>The portfolio of the highest return; of several the solver's own choice.</summary>
    public Allocation MaximumReturn() =>
        Solve(new Matrix(problem.Count, problem.Count), [.. problem.Mean.Select(mean => -mean)], []);

    /// <summary>The portfolio of least variance among those that earn a return or more.</summary>
    /// <param name="target">The return; below that of the least variance it binds nothing.</param>
    /// <returns>Refused where no portfolio earns so much.</returns>
    public Allocation AtLeastReturn(double target)
    {
        if (!double.IsFinite(target))
        {
            return Allocation.Refuse(new Refusal.NotFinite("return", 0));
        }

        if (MaximumReturn() is not Allocation.Solved highest)
        {
            return MaximumReturn();
        }

        double most = MeanOf(highest);
        if (target > most + (1e-12 * Math.Abs(most)))
        {
            double least = MinimumVariance() is Allocation.Solved end ? MeanOf(end) : double.NegativeInfinity;
            return Allocation.Refuse(new Refusal.TargetOutOfReach("return", target, least, most));
        }

        return WithReturn(Math.Min(target, most - (1e-12 * Math.Abs(most))));
    }

    /// <summary>The portfolio of the highest return among those whose volatility is a limit or less. Variance rises
    /// with the return asked for, which is found by bisection to the last digit.</summary>
    /// <param name="limit">The standard deviation; above that of the highest return it binds nothing.</param>
    /// <returns>Refused where every portfolio has more.</returns>
    public Allocation AtMostVolatility(double limit)
    {
        if (!double.IsFinite(limit))
        {
            return Allocation.Refuse(new Refusal.NotFinite("volatility", 0));
        }

        Allocation least = MinimumVariance();
        Allocation highest = MaximumReturn();
        if (least is not Allocation.Solved calmest || highest is not Allocation.Solved wildest)
        {
            return least is Allocation.Solved ? highest : least;
        }

        double lowest = Math.Sqrt(VarianceOf(calmest));
        if (limit < lowest * (1.0 - 1e-12))
        {
            return Allocation.Refuse(
                new Refusal.TargetOutOfReach("volatility", limit, lowest, Math.Sqrt(VarianceOf(wildest))));
        }

        // Where all portfolios have the same variance, rounding must not decide.
        double allowed = limit * limit * (1.0 + 1e-12);
        double low = MeanOf(calmest);
        double high = MeanOf(wildest);
        Allocation.Solved best = calmest;
        for (int turn = 0; turn < MostBisections && high - low > 1e-15 * Math.Abs(high); turn++)
        {
            double middle = turn == 0 ? high - (1e-12 * Math.Abs(high)) : 0.5 * (low + high);
            if (WithReturn(middle) is Allocation.Solved tried && VarianceOf(tried) <= allowed)
            {
                best = tried;
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return best;
    }

    /// <summary>The portfolio of the largest Sharpe ratio. The ratio does not change with scale, so weights of any sum
    /// are looked for that earn one above the rate with the least variance, every bound and constraint being held in
    /// proportion (Cornuejols and Tutuncu 2007, section 8.2), and scaled to the budget.</summary>
    /// <param name="riskFree">The rate that the budget would earn, in the problem's periods.</param>
    /// <returns>Refused where no portfolio earns more than the rate, or one without risk does.</returns>
    public Allocation MaximumSharpe(double riskFree)
    {
        if (!double.IsFinite(riskFree) || !(problem.Budget > 0.0))
        {
            return Allocation.Refuse(new Refusal.NotFinite("riskFree", 0));
        }

        if (MaximumReturn() is not Allocation.Solved highest)
        {
            return MaximumReturn();
        }

        double most = MeanOf(highest);
        if (!(most > riskFree + (1e-12 * Math.Abs(riskFree))))
        {
            return Allocation.Refuse(new Refusal.NothingAboveRiskFree(riskFree, most));
        }

        // One unit of what is looked for is the excess of the highest return, so that numbers stay near one.
        double unit = most - riskFree;
        double[] excess = [.. problem.Mean.Select(mean => (mean - (riskFree / problem.Budget)) / unit)];
        QuadraticProblem cone = new()
        {
            Hessian = problem.Covariance,
            Linear = [.. new double[problem.Count]],
            Bounds = Bounds.None(problem.Count),
            Constraints = [LinearConstraint.Equal(excess, 1.0), .. Proportional()],
        };
        return QuadraticSolver.Once(cone) switch
        {
            Allocation.Solved ray => Scaled(ray, riskFree),
            Allocation refused => refused,
        };
    }

    private Allocation Scaled(Allocation.Solved ray, double riskFree)
    {
        double sum = Vectors.Sum(ray.Weights.AsSpan());
        double[] weights = [.. ray.Weights.Select(weight => weight / sum * problem.Budget)];
        double largest = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            largest = Math.Max(largest, problem.Covariance[i, i]);
        }

        if (problem.Covariance.Quadratic(weights) <= 1e-14 * largest)
        {
            double mean = Vectors.Dot(weights, problem.Mean.AsSpan());
            return Allocation.Refuse(new Refusal.RisklessBeatsRiskFree(riskFree, mean));
        }

        return new Allocation.Solved([.. weights], ray.Attempts, ray.Residuals);
    }

    // Bounds and constraints of w = b y / sum(y), multiplied by sum(y).
    private IEnumerable<LinearConstraint> Proportional()
    {
        int n = problem.Count;
        yield return LinearConstraint.Between(Ones(n), 0.0, double.PositiveInfinity);
        for (int i = 0; i < n; i++)
        {
            double[] single = new double[n];
            single[i] = 1.0;
            foreach (LinearConstraint side in Sides(single, problem.Bounds.Lower[i], problem.Bounds.Upper[i]))
            {
                yield return side;
            }
        }

        foreach (LinearConstraint constraint in constraints)
        {
            foreach (LinearConstraint side in Sides([.. constraint.Factors], constraint.Least, constraint.Most))
            {
                yield return side;
            }
        }
    }

    private IEnumerable<LinearConstraint> Sides(double[] factors, double least, double most)
    {
        if (double.IsFinite(least))
        {
            double[] above = [.. factors.Select(factor => factor - (least / problem.Budget))];
            yield return LinearConstraint.Between(above, 0.0, double.PositiveInfinity);
        }

        if (double.IsFinite(most))
        {
            double[] below = [.. factors.Select(factor => factor - (most / problem.Budget))];
            yield return LinearConstraint.Between(below, double.NegativeInfinity, 0.0);
        }
    }

    private Allocation WithReturn(double target) => Solve(
        problem.Covariance,
        new double[problem.Count],
        [LinearConstraint.Between(problem.Mean.AsSpan(), target, double.PositiveInfinity)]);

    private Allocation Solve(Matrix hessian, double[] linear, ImmutableArray<LinearConstraint> more)
    {
        ImmutableArray<Refusal> faults = problem.Faults();
        return faults.Length > 0
            ? Allocation.Refuse(faults[0])
            : QuadraticSolver.Once(new QuadraticProblem
            {
                Hessian = hessian,
                Linear = [.. linear],
                Bounds = problem.Bounds,
                Constraints =
                    [LinearConstraint.Budget(problem.Count, problem.Budget), .. constraints, .. more],
            });
    }

    private double MeanOf(Allocation.Solved solved) =>
        Vectors.Dot(solved.Weights.AsSpan(), problem.Mean.AsSpan());

    private double VarianceOf(Allocation.Solved solved) =>
        Math.Max(problem.Covariance.Quadratic(solved.Weights.AsSpan()), 0.0);

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        Array.Fill(ones, 1.0);
        return ones;
    }
}
