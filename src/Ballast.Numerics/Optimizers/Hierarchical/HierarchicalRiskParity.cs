using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;
using Ballast.Numerics.Optimizers.Proportional;

namespace Ballast.Numerics.Optimizers.Hierarchical;

/// <summary>Which distance between two assets the clusters are built on.</summary>
public enum AssetDistance
{
    /// <summary><c>sqrt((1 - rho) / 2)</c> itself, as PyPortfolioOpt does.</summary>
    Correlation,

    /// <summary>The Euclidean distance between two columns of those distances, as the paper does: assets are near that
    /// are alike in all others' eyes.</summary>
    DistanceColumns,
}

/// <summary>Hierarchical risk parity (Lopez de Prado 2016): assets are put in the order of a tree of correlations, and
/// the weight is split again and again between the two halves of that order, in inverse proportion to their variances.
/// Nothing is inverted, so a singular matrix does as well.</summary>
public static class HierarchicalRiskParity
{
    /// <summary>Finds the weights by single linkage of correlation distances.</summary>
    /// <param name="covariance">V, shape (N, N); a variance above zero for each asset.</param>
    /// <param name="bounds">Least and most weight of each asset. Where the tree's weights break them, they are kept
    /// and the rest shared in proportion to the tree's weights: the method itself knows no bounds.</param>
    /// <param name="budget">What all weights sum to, zero or more.</param>
    public static Allocation Of(Matrix covariance, Bounds bounds, double budget)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        return Faults(covariance) is [Refusal fault]
            ? Allocation.Refuse(fault)
            : Of(covariance, Correlations(covariance), (Linkage.Single, AssetDistance.Correlation), (bounds, budget));
    }

    /// <summary>Finds the weights from a correlation matrix of its own, for estimates whose pairs do not share their
    /// periods.</summary>
    /// <param name="covariance">V, shape (N, N); a variance above zero for each asset.</param>
    /// <param name="correlation">Shape (N, N).</param>
    /// <param name="tree">How assets and clusters are compared.</param>
    /// <param name="limits">Bounds, and what all weights sum to.</param>
    public static Allocation Of(
        Matrix covariance,
        Matrix correlation,
        (Linkage Linkage, AssetDistance Distance) tree,
        (Bounds Bounds, double Budget) limits)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(correlation);
        if (Faults(covariance) is [Refusal fault])
        {
            return Allocation.Refuse(fault);
        }

        ImmutableArray<Refusal> faults = MeanVarianceProblem.CovarianceFaults(correlation, covariance.Rows);
        if (faults.Length > 0)
        {
            return Allocation.Refuse(faults[0]);
        }

        Matrix distances = Distances(correlation);
        distances = tree.Distance == AssetDistance.DistanceColumns ? BetweenColumns(distances) : distances;
        int[] order = ClusterTree.LeafOrder(distances, tree.Linkage);
        double[] weights = new double[order.Length];
        Array.Fill(weights, 1.0);
        return Split(covariance, order, weights)
            ? ProportionalWeights.Of(weights, limits.Bounds, limits.Budget)
            : Allocation.Refuse(new Refusal.NotACovariance(SymmetricEigen.Of(covariance).Eigenvalues[0]));
    }

    private static Refusal[] Faults(Matrix covariance)
    {
        if (covariance.Rows == 0)
        {
            return [new Refusal.NoAssets()];
        }

        ImmutableArray<Refusal> faults = MeanVarianceProblem.CovarianceFaults(covariance, covariance.Rows);
        if (faults.Length > 0)
        {
            return [faults[0]];
        }

        for (int i = 0; i < covariance.Rows; i++)
        {
            if (!(covariance[i, i] > 0.0))
            {
                return [new Refusal.NoVariance(i)];
            }
        }

        return [];
    }

    private static Matrix Correlations(Matrix covariance)
    {
        int n = covariance.Rows;
        Matrix correlation = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double scale = Math.Sqrt(covariance[i, i]) * Math.Sqrt(covariance[j, j]);
                correlation[i, j] = i == j ? 1.0 : covariance[i, j] / scale;
            }
        }

        return correlation;
    }

    private static Matrix Distances(Matrix correlation)
    {
        Matrix distances = correlation.Copy();
        foreach (ref double value in distances.Values)
        {
            value = Math.Sqrt(Math.Clamp(0.5 * (1.0 - value), 0.0, 1.0));
        }

        return distances;
    }

    private static Matrix BetweenColumns(Matrix distances)
    {
        int n = distances.Rows;
        Matrix between = new(n, n);
        double[] step = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                distances.Row(i).CopyTo(step);
                Vectors.AddScaled(-1.0, distances.Row(j), step);
                between[i, j] = between[j, i] = Math.Sqrt(Vectors.Dot(step, step));
            }
        }

        return between;
    }

    private static bool Split(Matrix covariance, ReadOnlySpan<int> order, Span<double> weights)
    {
        if (order.Length == 1)
        {
            return true;
        }

        ReadOnlySpan<int> left = order[..(order.Length / 2)];
        ReadOnlySpan<int> right = order[(order.Length / 2)..];
        double first = Variance(covariance, left);
        double second = Variance(covariance, right);
        if (first < 0.0 || second < 0.0)
        {
            return false;
        }

        // Two halves without risk are alike.
        double share = first + second > 0.0 ? second / (first + second) : 0.5;
        foreach (int asset in left)
        {
            weights[asset] *= share;
        }

        foreach (int asset in right)
        {
            weights[asset] *= 1.0 - share;
        }

        return Split(covariance, left, weights) && Split(covariance, right, weights);
    }

    // The variance of a cluster held by inverse variances. Rounding below zero counts as zero, more does not.
    private static double Variance(Matrix covariance, ReadOnlySpan<int> members)
    {
        double scale = 0.0;
        double sum = 0.0;
        double size = 0.0;
        foreach (int i in members)
        {
            ReadOnlySpan<double> row = covariance.Row(i);
            double weight = 1.0 / row[i];
            scale += weight;
            foreach (int j in members)
            {
                double term = weight * row[j] / covariance[j, j];
                sum += term;
                size += Math.Abs(term);
            }
        }

        return sum < 0.0 && sum > -1e-12 * size ? 0.0 : sum / (scale * scale);
    }
}
