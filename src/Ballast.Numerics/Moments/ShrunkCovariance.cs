using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>
/// Covariances pulled towards a simple target by the weight that minimises the expected squared error: Ledoit and Wolf
/// (2003 J. Empirical Finance; 2004 J. Multivariate Analysis; 2004 J. Portfolio Management) and the variants of their
/// published code, and the oracle approximating shrinkage of Chen, Wiesel, Eldar and Hero (2010). With
/// <see cref="CovarianceConvention.Sample"/> results are those of the authors' code (n = T - 1), with
/// <see cref="CovarianceConvention.MaximumLikelihood"/> those of scikit-learn (n = T). Sums over pairs are taken in
/// O(T N) from row sums, not from N x N products. Periods in which any asset lacks a return are left out.
/// </summary>
public static class ShrunkCovariance
{
    /// <summary>Shrunk to the mean variance on the diagonal and zero beside it.</summary>
    /// <param name="panel">Returns; two complete periods or more.</param>
    /// <param name="convention">Centring, divisor n and periods per year.</param>
    public static CovarianceOutcome OneParameter(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.LedoitWolfOneParameter);

    /// <summary>Shrunk to the mean variance on the diagonal and the mean covariance beside it.</summary>
    /// <param name="panel">Returns; two complete periods or more.</param>
    /// <param name="convention">Centring, divisor n and periods per year.</param>
    public static CovarianceOutcome TwoParameter(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.LedoitWolfTwoParameter);

    /// <summary>Shrunk to its own variances with the mean correlation between all pairs. An asset without variance has
    /// correlation zero and is left out of the mean.</summary>
    /// <param name="panel">Returns; two complete periods or more.</param>
    /// <param name="convention">Centring, divisor n and periods per year.</param>
    public static CovarianceOutcome ConstantCorrelation(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.LedoitWolfConstantCorrelation);

    /// <summary>Shrunk to its own variances and zero beside them.</summary>
    /// <param name="panel">Returns; two complete periods or more.</param>
    /// <param name="convention">Centring, divisor n and periods per year.</param>
    public static CovarianceOutcome Diagonal(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.LedoitWolfDiagonal);

    /// <summary>Shrunk to what one factor, the mean of all assets, explains, with its own variances.</summary>
    /// <param name="panel">Returns; two complete periods or more.</param>
    /// <param name="convention">Centring, divisor n and periods per year.</param>
    public static CovarianceOutcome Market(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.LedoitWolfMarket);

    /// <summary>Oracle approximating shrinkage to the mean variance (Chen et al. 2010, eq. 23, without the terms of
    /// order 1/N as scikit-learn has it).</summary>
    /// <param name="panel">Returns; two complete periods or more.</param>
    /// <param name="convention">Centring, divisor and periods per year.</param>
    public static CovarianceOutcome OracleApproximating(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.OracleApproximating);

    private static CovarianceOutcome Shrink(
        ReturnPanel panel, CovarianceConvention convention, CovarianceMethod method)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(convention);
        if (Deviations.Fault(panel, convention) is [Refusal fault])
        {
            return new CovarianceOutcome.Refused(fault);
        }

        Deviations y = Deviations.Of(panel, convention);
        Matrix sample = y.Products(1.0 / y.Divisor);
        ShrinkageTarget target = ShrinkageTarget.Of(method, y, sample);
        double intensity = method == CovarianceMethod.OracleApproximating
            ? OracleIntensity(sample, y.Periods)
            : Intensity(y, sample, target);
        target.Blend(
            sample, (1.0 - intensity) * convention.PeriodsPerYear, intensity * convention.PeriodsPerYear);
        return new CovarianceOutcome.Estimated(new CovarianceEstimate
        {
            Matrix = sample,
            Method = method,
            Convention = convention,
            Observations = y.Periods,
            Shrinkage = intensity,
            Repair = new CovarianceRepair.NotLookedAt(),
        });
    }

    // (pi - rho) / gamma / n, held between 0 and 1.
    private static double Intensity(Deviations y, Matrix sample, ShrinkageTarget target)
    {
        double pi = -Vectors.Dot(sample.Values, sample.Values);
        for (int t = 0; t < y.Periods; t++)
        {
            double length = y.SquaredLength(t);
            pi += length * length / y.Divisor;
        }

        double gamma = target.SquaredDistance(sample);

        // Sample and target are the same: any weight gives the same matrix.
        return gamma > 0.0 ? Math.Clamp((pi - target.Rho) / gamma / y.Divisor, 0.0, 1.0) : 0.0;
    }

    private static double OracleIntensity(Matrix sample, int periods)
    {
        int n = sample.Rows;
        double mean = 0.0;
        for (int i = 0; i < n; i++)
        {
            mean += sample[i, i] / n;
        }

        double square = Vectors.Dot(sample.Values, sample.Values) / ((double)n * n);
        double denominator = (periods + 1.0) * (square - (mean * mean / n));
        return denominator > 0.0 ? Math.Min((square + (mean * mean)) / denominator, 1.0) : 1.0;
    }
}
