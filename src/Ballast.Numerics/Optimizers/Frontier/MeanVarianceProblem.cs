using System.Collections.Immutable;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>Which portfolios there are to choose from: <c>sum(w) = budget</c>, <c>lower &lt;= w &lt;= upper</c>,
/// judged by expected return <c>m'w</c> and variance <c>w'Vw</c> (Markowitz 1952). Compared by reference of its
/// lists.</summary>
public sealed record MeanVarianceProblem
{
    /// <summary>m, shape (N), in the same periods as the covariance.</summary>
    public required ImmutableArray<double> Mean { get; init; }

    /// <summary>V, shape (N, N), symmetric and without negative eigenvalues; it may be singular.</summary>
    public required Matrix Covariance { get; init; }

    /// <summary>Least and most weight of each asset.</summary>
    public required Bounds Bounds { get; init; }

    /// <summary>What all weights sum to; 1 unless given, less where a part is held outside.</summary>
    public double Budget { get; init; } = 1.0;

    /// <summary>N: how many assets there are.</summary>
    public int Count => Mean.Length;

    /// <summary>Looks for what makes the question unanswerable before any solver runs.</summary>
    /// <returns>The reason to refuse, or nothing.</returns>
    public ImmutableArray<Refusal> Faults()
    {
        if (Bounds.Check(Count, Budget) is BoundsCheck.Impossible impossible)
        {
            return [impossible.Why];
        }

        int bad = Vectors.FirstNotFinite(Mean.AsSpan());
        return bad >= 0 ? [new Refusal.NotFinite("mean", bad)] : CovarianceFaults(Covariance, Count);
    }

    /// <summary>The largest variance of an asset; rounding is measured by it.</summary>
    internal double LargestVariance()
    {
        double largest = 0.0;
        for (int i = 0; i < Count; i++)
        {
            largest = Math.Max(largest, Covariance[i, i]);
        }

        return largest;
    }

    /// <summary>Looks for what makes a matrix no covariance of so many assets, short of its eigenvalues.</summary>
    /// <param name="covariance">The matrix.</param>
    /// <param name="count">N.</param>
    /// <returns>The reason to refuse, or nothing.</returns>
    internal static ImmutableArray<Refusal> CovarianceFaults(Matrix covariance, int count)
    {
        if (covariance.Rows != count || covariance.Columns != count)
        {
            return [new Refusal.ShapeMismatch("covariance", count * count, covariance.Rows * covariance.Columns)];
        }

        (double asymmetry, double largest) = Symmetry.Measure(covariance);
        if (double.IsNaN(largest))
        {
            return [new Refusal.NotFinite("covariance", Vectors.FirstNotFinite(covariance.Values))];
        }

        for (int i = 0; i < count; i++)
        {
            if (covariance[i, i] < 0.0)
            {
                return [new Refusal.NotACovariance(SymmetricEigen.Of(covariance).Eigenvalues[0])];
            }
        }

        return asymmetry > 1e-10 * largest
            ? [new Refusal.NotACovariance(double.NaN)]
            : [];
    }
}
