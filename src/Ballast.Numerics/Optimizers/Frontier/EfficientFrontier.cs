using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>
/// The whole efficient frontier, held as its turning points. Between two of them weights and return are linear in the
/// risk tolerance lambda and variance is quadratic in return, so every question below is answered exactly and not by
/// search. With t the share of the way from one point to the next, E the difference of means and lambda_0, lambda_1 the
/// ends: <c>variance = v_0 + 2 t lambda_0 E + t^2 (lambda_1 - lambda_0) E</c>.
/// </summary>
public sealed class EfficientFrontier
{
    private readonly MeanVarianceProblem problem;
    private readonly ImmutableArray<Attempt> attempts;
    private readonly TurningPoints points;

    internal EfficientFrontier(MeanVarianceProblem problem, TurningPoints points, int steps)
    {
        this.problem = problem;
        this.points = points;
        attempts = [new Attempt(CriticalLine.Name, AttemptEnding.Solved, steps)];
    }

    /// <summary>How many turning points there are, one or more.</summary>
    public int Count => points.Count;

    private ReadOnlySpan<double> Means => points.Means.AsSpan(0, Count);

    private ReadOnlySpan<double> Variances => points.Variances.AsSpan(0, Count);

    private ReadOnlySpan<double> Entered => points.Entered.AsSpan(0, Count);

    private ReadOnlySpan<double> Left => points.Left.AsSpan(0, Count);

    /// <summary>One turning point, from the highest return (0) to the least variance (the last).</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such point.</exception>
    public FrontierPoint Corner(int index) =>
        new([.. WeightsOf(index)], Means[index], Variances[index], Left[index]);

    /// <summary>The portfolio of least variance; of several the one of the highest return.</summary>
    public Allocation MinimumVariance() => Solved(Corner(Count - 1));

    /// <summary>The portfolio of the largest Sharpe ratio, from the derivative along its edge and not by
    /// search.</summary>
    /// <param name="riskFree">The rate, in the problem's periods.</param>
    /// <returns>Refused where no portfolio earns more than the rate, or one without risk does.</returns>
    public Allocation MaximumSharpe(double riskFree)
    {
        if (!double.IsFinite(riskFree))
        {
            return Allocation.Refuse(new Refusal.NotFinite("riskFree", 0));
        }

        if (!(Means[0] > riskFree))
        {
            return Allocation.Refuse(new Refusal.NothingAboveRiskFree(riskFree, Means[0]));
        }

        int last = Count - 1;
        double noise = 1e-12 * Math.Max(Math.Abs(riskFree), Means[0]);
        if (Variances[last] <= 1e-14 * problem.LargestVariance() && Means[last] > riskFree + noise)
        {
            return Allocation.Refuse(new Refusal.RisklessBeatsRiskFree(riskFree, Means[last]));
        }

        // The ratio rises with return while (mean - f) lambda > variance: d ratio / d mean has that sign turned. It
        // does so from the least variance up to one point, so the first corner past it ends the search.
        for (int k = 0; k < last; k++)
        {
            double excess = Means[k + 1] - riskFree;
            if ((excess * Entered[k + 1]) - Variances[k + 1] <= 0.0)
            {
                return Solved(Between(k, SharpeShare(k, riskFree)));
            }
        }

        return Solved(Corner(last));
    }

    /// <summary>The portfolio of least variance among those that earn a return or more.</summary>
    /// <param name="target">The return; below that of the least variance it binds nothing.</param>
    /// <returns>Refused where no portfolio earns so much.</returns>
    public Allocation AtLeastReturn(double target) => Reach("return", target, Means[0], PointAtReturn);

    /// <summary>The portfolio of the highest return among those whose volatility is a limit or less.</summary>
    /// <param name="limit">The standard deviation; above that of the highest return it binds nothing.</param>
    /// <returns>Refused where every portfolio has more.</returns>
    public Allocation AtMostVolatility(double limit)
    {
        if (!double.IsFinite(limit))
        {
            return Allocation.Refuse(new Refusal.NotFinite("volatility", 0));
        }

        double least = Math.Sqrt(Variances[^1]);
        return limit < least * (1.0 - 1e-12)
            ? Allocation.Refuse(
                new Refusal.TargetOutOfReach("volatility", limit, least, Math.Sqrt(Variances[0])))
            : Solved(PointAtVariance(limit * limit));
    }

    /// <summary>The portfolio that maximises <c>lambda m'w - w'Vw / 2</c>.</summary>
    /// <param name="lambda">Risk tolerance, zero or more; 1 / risk aversion.</param>
    /// <returns>Refused where it is negative or NaN.</returns>
    public Allocation AtRiskTolerance(double lambda)
    {
        if (!(lambda >= 0.0))
        {
            return Allocation.Refuse(new Refusal.OutOfRange("riskTolerance", lambda, 0.0, double.PositiveInfinity));
        }

        int k = 0;
        while (k + 1 < Count && lambda < Left[k])
        {
            k++;
        }

        bool isCorner = lambda <= Entered[k] || k == 0;
        return Solved(isCorner
            ? Corner(k) with { RiskTolerance = double.IsFinite(lambda) ? Math.Max(lambda, Left[k]) : Left[k] }
            : Between(k - 1, (Left[k - 1] - lambda) / (Left[k - 1] - Entered[k])));
    }

    /// <summary>Portfolios at even steps of return, from the least variance to the highest return.</summary>
    /// <param name="count">How many, two or more; a frontier of one point gives that one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below two.</exception>
    public ImmutableArray<FrontierPoint> Points(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (Count == 1)
        {
            return [Corner(0)];
        }

        ImmutableArray<FrontierPoint>.Builder found = ImmutableArray.CreateBuilder<FrontierPoint>(count);
        for (int i = 0; i < count; i++)
        {
            double share = i / (count - 1.0);
            found.Add(PointAtReturn(((1.0 - share) * Means[^1]) + (share * Means[0])));
        }

        return found.MoveToImmutable();
    }

    /// <summary>The efficient portfolio of a return, which is held within the frontier.</summary>
    /// <param name="target">The return; beyond the ends it stands for the end.</param>
    public FrontierPoint PointAtReturn(double target)
    {
        int k = 0;
        while (k + 1 < Count && Means[k + 1] > target)
        {
            k++;
        }

        if (k + 1 == Count || target >= Means[0])
        {
            return Corner(k + 1 == Count ? k : 0);
        }

        return Between(k, (Means[k] - target) / (Means[k] - Means[k + 1]));
    }

    private ReadOnlySpan<double> WeightsOf(int k) => points.WeightsOf(k, problem.Count);

    private FrontierPoint PointAtVariance(double target)
    {
        int k = 0;
        while (k + 1 < Count && Variances[k + 1] > target)
        {
            k++;
        }

        if (k + 1 == Count || target >= Variances[0])
        {
            return Corner(k + 1 == Count ? k : 0);
        }

        // a t^2 + 2 b t + c = 0, b below zero, by the form that does not cancel.
        double a = (Entered[k + 1] - Left[k]) * (Means[k + 1] - Means[k]);
        double b = Left[k] * (Means[k + 1] - Means[k]);
        double c = Variances[k] - target;
        double root = Math.Sqrt(Math.Max((b * b) - (a * c), 0.0));
        return Between(k, Math.Clamp(c / (root - b), 0.0, 1.0));
    }

    private double SharpeShare(int k, double riskFree)
    {
        // d/dt of (m0 + t E) / sqrt(v0 + 2 t c + t^2 q), set to zero, with m0 the excess over the rate.
        double step = Means[k + 1] - Means[k];
        double excess = Means[k] - riskFree;
        double c = Left[k] * step;
        double q = (Entered[k + 1] - Left[k]) * step;
        if ((excess * Left[k]) - Variances[k] <= 1e-12 * Variances[k])
        {
            return 0.0;
        }

        double share = ((step * Variances[k]) - (excess * c)) / ((excess * q) - (step * c));
        return double.IsFinite(share) ? Math.Clamp(share, 0.0, 1.0) : 0.0;
    }

    private FrontierPoint Between(int k, double share)
    {
        double[] weights = new double[problem.Count];
        ReadOnlySpan<double> from = WeightsOf(k);
        ReadOnlySpan<double> to = WeightsOf(k + 1);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = from[i] + (share * (to[i] - from[i]));
        }

        double mean = Vectors.Dot(weights, problem.Mean.AsSpan());
        double variance = Math.Max(problem.Covariance.Quadratic(weights), 0.0);
        double lambda = Left[k] + (share * (Entered[k + 1] - Left[k]));
        return new FrontierPoint(ImmutableCollectionsMarshal.AsImmutableArray(weights), mean, variance, lambda);
    }

    private Allocation Reach(string name, double target, double most, Func<double, FrontierPoint> find)
    {
        if (!double.IsFinite(target))
        {
            return Allocation.Refuse(new Refusal.NotFinite(name, 0));
        }

        return target > most + (1e-12 * Math.Abs(most))
            ? Allocation.Refuse(new Refusal.TargetOutOfReach(name, target, Means[^1], most))
            : Solved(find(target));
    }

    private Allocation.Solved Solved(FrontierPoint point) =>
        new(point.Weights, attempts, KarushKuhnTucker.Of(problem, point.Weights.AsSpan(), point.RiskTolerance));
}
