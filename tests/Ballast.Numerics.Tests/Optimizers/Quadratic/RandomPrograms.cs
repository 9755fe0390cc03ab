using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Quadratic;

namespace Ballast.Numerics.Tests.Optimizers.Quadratic;

/// <summary>Quadratic programs from a seed, with a budget, group and other limits, and costs.</summary>
internal static class RandomPrograms
{
    /// <summary>Constraints are drawn around a point within the bounds, so that there is always an answer; some pass
    /// through it and are tight.</summary>
    public static QuadraticProblem Feasible(int seed)
    {
        Random random = new(seed);
        int n = 1 + random.Next(seed % 7 == 0 ? 30 : 10);
        double[] inside = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        double sum = 0.0;
        for (int i = 0; i < n; i++)
        {
            inside[i] = random.NextDouble();
            sum += inside[i];
        }

        for (int i = 0; i < n; i++)
        {
            inside[i] /= sum;
            lower[i] = inside[i] - (random.Next(4) == 0 ? 0.0 : 0.3 * random.NextDouble());
            upper[i] = inside[i] + (random.Next(6) == 0 ? 0.0 : 0.5 * random.NextDouble());
        }

        return new QuadraticProblem
        {
            Hessian = RandomProblems.Covariance(n, random),
            Linear = [.. inside.Select(_ => 0.2 * (random.NextDouble() - 0.5))],
            Bounds = Bounds.Of(lower, upper),
            Constraints = Around(inside, random),
            Costs = random.Next(2) == 0 ? TradeCosts.None : Costs(n, random),
        };
    }

    /// <summary>The budget asks for more than bounds, or a group of them, allow.</summary>
    public static QuadraticProblem Infeasible(int seed)
    {
        Random random = new(seed);
        QuadraticProblem problem = Feasible(seed);
        double most = problem.Bounds.Upper.Sum();
        double beyond = 0.01 + random.NextDouble();
        LinearConstraint broken = random.Next(2) == 0
            ? LinearConstraint.Budget(problem.Count, most + beyond)
            : LinearConstraint.Between(
                [.. problem.Bounds.Upper.Select(_ => -1.0)], beyond - problem.Bounds.Lower.Sum(), 9.0);
        return problem with { Constraints = problem.Constraints.Add(broken) };
    }

    /// <summary>The same program with each asset's buys and sells as assets of their own: w = x + b - s.</summary>
    public static QuadraticProblem Split(QuadraticProblem problem)
    {
        int n = problem.Count;
        Matrix hessian = new(2 * n, 2 * n);
        double[] linear = new double[2 * n];
        double[] at = new double[n];
        problem.Hessian.Multiply(problem.Costs.Current.AsSpan(), at);
        for (int i = 0; i < n; i++)
        {
            linear[i] = problem.Linear[i] + at[i] + problem.Costs.Buy[i];
            linear[n + i] = -problem.Linear[i] - at[i] + problem.Costs.Sell[i];
            for (int j = 0; j < n; j++)
            {
                hessian[i, j] = hessian[n + i, n + j] = problem.Hessian[i, j];
                hessian[i, n + j] = hessian[n + i, j] = -problem.Hessian[i, j];
            }
        }

        ImmutableArray<LinearConstraint>.Builder constraints = ImmutableArray.CreateBuilder<LinearConstraint>();
        foreach (LinearConstraint constraint in problem.Constraints)
        {
            double now = Vectors.Dot(constraint.Factors.AsSpan(), problem.Costs.Current.AsSpan());
            constraints.Add(Both(constraint.Factors.AsSpan(), constraint.Least - now, constraint.Most - now));
        }

        for (int i = 0; i < n; i++)
        {
            double[] unit = new double[n];
            unit[i] = 1.0;
            double now = problem.Costs.Current[i];
            constraints.Add(Both(unit, problem.Bounds.Lower[i] - now, problem.Bounds.Upper[i] - now));
        }

        return new QuadraticProblem
        {
            Hessian = hessian,
            Linear = [.. linear],
            Bounds = Bounds.Uniform(2 * n, 0.0, 3.0),
            Constraints = constraints.ToImmutable(),
        };
    }

    public static double[] Join(QuadraticProblem problem, Allocation.Solved split)
    {
        int n = problem.Count;
        return [.. Enumerable.Range(0, n).Select(
            i => problem.Costs.Current[i] + split.Weights[i] - split.Weights[n + i])];
    }

    private static LinearConstraint Both(ReadOnlySpan<double> factors, double least, double most) =>
        LinearConstraint.Between(
            [.. factors.ToArray(), .. factors.ToArray().Select(factor => -factor)], least, most);

    private static ImmutableArray<LinearConstraint> Around(double[] inside, Random random)
    {
        ImmutableArray<LinearConstraint>.Builder constraints = ImmutableArray.CreateBuilder<LinearConstraint>();
        constraints.Add(LinearConstraint.Budget(inside.Length, inside.Sum()));
        for (int r = random.Next(4); r > 0; r--)
        {
            double[] factors = [.. inside.Select(_ => random.Next(2) == 0 ? 0.0 : (2.0 * random.NextDouble()) - 0.5)];
            double value = Vectors.Dot(factors, inside);
            double slack = random.Next(3) == 0 ? 0.0 : 0.1 * random.NextDouble();
            constraints.Add(random.Next(3) switch
            {
                0 => LinearConstraint.Between(factors, double.NegativeInfinity, value + slack),
                1 => LinearConstraint.Between(factors, value - slack, value + 0.2),
                _ => LinearConstraint.Between(factors, value - slack, double.PositiveInfinity),
            });
        }

        return constraints.ToImmutable();
    }

    private static TradeCosts Costs(int n, Random random)
    {
        double[] current = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() / n)];
        double[] buy = [.. current.Select(_ => random.Next(3) * 0.01 * random.NextDouble())];
        double[] sell = [.. current.Select(_ => random.Next(3) * 0.01 * random.NextDouble())];
        return TradeCosts.Of(current, buy, sell);
    }
}
