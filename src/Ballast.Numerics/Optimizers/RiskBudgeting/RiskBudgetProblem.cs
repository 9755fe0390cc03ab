using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>A long-only portfolio whose risk is to be shared out in given parts: asset i is to contribute
/// <c>w_i (Vw)_i / w'Vw = b_i</c> (Maillard, Roncalli and Teiletche 2010; Bruder and Roncalli 2012). Compared by
/// reference of its lists.</summary>
public sealed record RiskBudgetProblem
{
    /// <summary>V, shape (N, N), symmetric and without negative eigenvalues; it may be singular.</summary>
    public required Matrix Covariance { get; init; }

    /// <summary>b, shape (N), zero or more, in any unit: only their proportions count. An asset with a part of zero is
    /// not held, although a hedge with no contribution could be.</summary>
    public required ImmutableArray<double> RiskBudgets { get; init; }

    /// <summary>Least and most weight of each asset; a lower bound below zero stands for zero.</summary>
    public required Bounds Bounds { get; init; }

    /// <summary>What all weights sum to, above zero; 1 unless given, less where a part is held outside.</summary>
    public double Budget { get; init; } = 1.0;

    /// <summary>N: how many assets there are.</summary>
    public int Count => RiskBudgets.Length;

    /// <summary>The same part of the risk for every asset, no bounds but zero.</summary>
    /// <param name="covariance">V, shape (N, N).</param>
    public static RiskBudgetProblem Equal(Matrix covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        return new RiskBudgetProblem
        {
            Covariance = covariance,
            RiskBudgets = ImmutableArray.CreateRange(Enumerable.Repeat(1.0, covariance.Rows)),
            Bounds = Bounds.Uniform(covariance.Rows, 0.0, double.PositiveInfinity),
        };
    }

    /// <summary>Looks for what makes the question unanswerable before any solver runs.</summary>
    /// <returns>The reason to refuse, or nothing.</returns>
    public ImmutableArray<Refusal> Faults()
    {
        if (Bounds.Check(Count, Budget) is BoundsCheck.Impossible impossible)
        {
            return [impossible.Why];
        }

        if (!(Budget > 0.0))
        {
            return [new Refusal.OutOfRange("budget", Budget, double.Epsilon, double.MaxValue)];
        }

        ImmutableArray<Refusal> faults = MeanVarianceProblem.CovarianceFaults(Covariance, Count);
        return faults.Length > 0 ? faults : BudgetFaults();
    }

    /// <summary>Whether asset i can be held at all: it has a part of the risk and room for a weight.</summary>
    /// <param name="i">Which asset.</param>
    internal bool IsHeld(int i) => RiskBudgets[i] > 0.0 && Bounds.Upper[i] > 0.0;

    /// <summary>The bounds of a long-only portfolio that holds nothing of what has no part of the risk.</summary>
    internal Bounds LongOnlyBounds()
    {
        double[] lower = new double[Count];
        double[] upper = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            lower[i] = Math.Max(Bounds.Lower[i], 0.0);
            upper[i] = IsHeld(i) ? Bounds.Upper[i] : 0.0;
        }

        return Bounds.Of(lower, upper);
    }

    private ImmutableArray<Refusal> BudgetFaults()
    {
        for (int i = 0; i < Count; i++)
        {
            double part = RiskBudgets[i];
            if (!double.IsFinite(part))
            {
                return [new Refusal.NotFinite("risk budgets", i)];
            }

            if (part < 0.0)
            {
                return [new Refusal.OutOfRange("risk budgets", part, 0.0, double.MaxValue)];
            }

            if (IsHeld(i) && !(Covariance[i, i] > 0.0))
            {
                return [new Refusal.NoVariance(i)];
            }
        }

        return LongOnlyBounds().Check(Count, Budget) is BoundsCheck.Impossible impossible ? [impossible.Why] : [];
    }
}
