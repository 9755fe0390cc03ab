using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>Minimise <c>w'Hw / 2 + c'w + costs(w)</c> within bounds and linear constraints. The budget is one of the
/// constraints. Compared by reference of its lists.</summary>
public sealed record QuadraticProblem
{
    /// <summary>H, shape (N, N), symmetric and without negative eigenvalues; it may be singular, or zero.</summary>
    public required Matrix Hessian { get; init; }

    /// <summary>c, shape (N): minus the expected returns, for one.</summary>
    public required ImmutableArray<double> Linear { get; init; }

    /// <summary>Least and most weight of each asset; infinite where there is none.</summary>
    public required Bounds Bounds { get; init; }

    /// <summary>Budget, group limits and all else that is linear; none unless given.</summary>
    public ImmutableArray<LinearConstraint> Constraints { get; init; } = [];

    /// <summary>Costs in proportion to what is traded; none unless given.</summary>
    public TradeCosts Costs { get; init; } = TradeCosts.None;

    /// <summary>N: how many assets there are.</summary>
    public int Count => Linear.Length;

    /// <summary>Looks for what makes the question unanswerable before any solver runs.</summary>
    /// <returns>The reason to refuse, or nothing.</returns>
    public ImmutableArray<Refusal> Faults()
    {
        double some = double.IsFinite(Bounds.Lower.Sum()) ? Bounds.Lower.Sum() : 0.0;
        if (Bounds.Check(Count, some) is BoundsCheck.Impossible { Why: not Refusal.BudgetOutOfReach } impossible)
        {
            return [impossible.Why];
        }

        int bad = Vectors.FirstNotFinite(Linear.AsSpan());
        if (bad >= 0)
        {
            return [new Refusal.NotFinite("linear", bad)];
        }

        for (int r = 0; r < Constraints.Length; r++)
        {
            ImmutableArray<Refusal> fault = ConstraintFaults(Constraints[r], r);
            if (fault.Length > 0)
            {
                return fault;
            }
        }

        ImmutableArray<Refusal> costs = Costs.Faults(Count);
        return costs.Length > 0 ? costs : MeanVarianceProblem.CovarianceFaults(Hessian, Count);
    }

    private ImmutableArray<Refusal> ConstraintFaults(LinearConstraint constraint, int index)
    {
        if (constraint.Factors.Length != Count)
        {
            return [new Refusal.ShapeMismatch($"constraint {index}", Count, constraint.Factors.Length)];
        }

        bool isOpen = double.IsNaN(constraint.Least) || double.IsNaN(constraint.Most)
            || double.IsPositiveInfinity(constraint.Least) || double.IsNegativeInfinity(constraint.Most);
        if (isOpen || Vectors.FirstNotFinite(constraint.Factors.AsSpan()) >= 0)
        {
            return [new Refusal.NotFinite($"constraint {index}", Vectors.FirstNotFinite(constraint.Factors.AsSpan()))];
        }

        return constraint.Least > constraint.Most
            ? [new Refusal.OutOfRange($"constraint {index}", constraint.Least, double.MinValue, constraint.Most)]
            : [];
    }
}
