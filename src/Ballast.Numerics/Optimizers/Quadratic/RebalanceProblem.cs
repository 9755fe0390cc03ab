using System.Collections.Immutable;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>
/// Where to go from here: minimise <c>(g / 2) (w - b)'V(w - b) - m'w</c> plus what it costs to get there from x,
/// <c>sum(buy (w - x)+ + sell (x - w)+ + impact (w - x)^2)</c>. With b at zero it weighs return against risk; with m at
/// zero and b a target it tracks the target as closely as the costs make it worth. Compared by reference of its lists.
/// </summary>
public sealed record RebalanceProblem
{
    /// <summary>V, shape (N, N), over the horizon that the other terms speak of.</summary>
    public required Matrix Covariance { get; init; }

    /// <summary>x, shape (N): the weights now.</summary>
    public required ImmutableArray<double> Current { get; init; }

    /// <summary>Least and most weight of each asset.</summary>
    public required Bounds Bounds { get; init; }

    /// <summary>Budget and group limits.</summary>
    public required ImmutableArray<LinearConstraint> Constraints { get; init; }

    /// <summary>g, zero or more; 1 unless given.</summary>
    public double RiskAversion { get; init; } = 1.0;

    /// <summary>m, shape (N); zeros where empty.</summary>
    public ImmutableArray<double> Mean { get; init; } = [];

    /// <summary>b, shape (N); zeros where empty.</summary>
    public ImmutableArray<double> Benchmark { get; init; } = [];

    /// <summary>Cost of buying one unit of weight, shape (N), zero or more; zeros where empty.</summary>
    public ImmutableArray<double> Buy { get; init; } = [];

    /// <summary>Cost of selling one unit of weight, shape (N), zero or more; zeros where empty.</summary>
    public ImmutableArray<double> Sell { get; init; } = [];

    /// <summary>Factor of the squared trade, shape (N), zero or more; zeros where empty.</summary>
    public ImmutableArray<double> Impact { get; init; } = [];

    /// <summary>The most that may be bought and sold together, <c>sum(|w - x|)</c>; infinity unless given.</summary>
    public double MaximumTurnover { get; init; } = double.PositiveInfinity;

    /// <summary>N: how many assets there are.</summary>
    public int Count => Current.Length;

    /// <summary>What is asked, as a quadratic program without the turnover limit.</summary>
    /// <exception cref="ArgumentException">Lists of different lengths; <see cref="Rebalancing"/> refuses those
    /// first.</exception>
    public QuadraticProblem ToQuadratic()
    {
        Matrix hessian = Covariance.Copy();
        Vectors.Scale(RiskAversion, hessian.Values);
        double[] linear = new double[Count];
        if (Benchmark.Length > 0)
        {
            hessian.Multiply(Benchmark.AsSpan(), linear);
            Vectors.Scale(-1.0, linear);
        }

        for (int i = 0; i < Count; i++)
        {
            linear[i] -= Mean.Length > 0 ? Mean[i] : 0.0;
            double impact = Impact.Length > 0 ? 2.0 * Impact[i] : 0.0;
            hessian[i, i] += impact;
            linear[i] -= impact * Current[i];
        }

        double[] none = new double[Count];
        ReadOnlySpan<double> buy = Buy.Length > 0 ? Buy.AsSpan() : none;
        ReadOnlySpan<double> sell = Sell.Length > 0 ? Sell.AsSpan() : none;
        return new QuadraticProblem
        {
            Hessian = hessian,
            Linear = [.. linear],
            Bounds = Bounds,
            Constraints = Constraints,
            Costs = TradeCosts.Of(Current.AsSpan(), buy, sell),
        };
    }

    /// <summary>Looks for what makes the question unanswerable before any solver runs.</summary>
    /// <returns>The reason to refuse, or nothing.</returns>
    public ImmutableArray<Refusal> Faults()
    {
        foreach ((string name, ImmutableArray<double> list) in Lists())
        {
            if (list.Length > 0 && list.Length != Count)
            {
                return [new Refusal.ShapeMismatch(name, Count, list.Length)];
            }

            int bad = Vectors.FirstNotFinite(list.AsSpan());
            if (bad >= 0)
            {
                return [new Refusal.NotFinite(name, bad)];
            }
        }

        if (Covariance.Rows != Count || Covariance.Columns != Count)
        {
            return [new Refusal.ShapeMismatch("covariance", Count * Count, Covariance.Rows * Covariance.Columns)];
        }

        foreach (double impact in Impact)
        {
            if (impact < 0.0)
            {
                return [new Refusal.OutOfRange("impact", impact, 0.0, double.MaxValue)];
            }
        }

        if (!(RiskAversion >= 0.0) || double.IsInfinity(RiskAversion))
        {
            return [new Refusal.OutOfRange("riskAversion", RiskAversion, 0.0, double.MaxValue)];
        }

        return MaximumTurnover >= 0.0
            ? []
            : [new Refusal.OutOfRange("turnover", MaximumTurnover, 0.0, double.PositiveInfinity)];
    }

    private (string Name, ImmutableArray<double> Values)[] Lists() =>
    [
        ("current weights", Current), ("mean", Mean), ("benchmark", Benchmark),
        ("buy costs", Buy), ("sell costs", Sell), ("impact", Impact),
    ];
}
