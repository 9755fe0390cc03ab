using System.Diagnostics;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>
/// Covariances whose eigenvalues are each shrunk by a formula of their own, in closed form (Ledoit and Wolf 2022,
/// "Quadratic shrinkage for large covariance matrices", Bernoulli 28). They answer for any number of assets; quadratic
/// shrinkage also for more assets than returns. Results are those of the authors' code (n = T - 1).
/// </summary>
public static class NonlinearShrinkage
{
    /// <summary>Quadratic-inverse shrinkage: least Frobenius loss; keeps the trace.</summary>
    /// <param name="panel">Returns; two complete periods or more.</param>
    /// <param name="convention">Centring, divisor n and periods per year.</param>
    public static CovarianceOutcome Quadratic(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.QuadraticInverseShrinkage);

    /// <summary>Linear-inverse shrinkage: least loss of Stein's kind.</summary>
    /// <param name="panel">Returns; more complete periods than assets, and one.</param>
    /// <param name="convention">Centring, divisor n and periods per year.</param>
    public static CovarianceOutcome Linear(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.LinearInverseShrinkage);

    /// <summary>Geometric-inverse shrinkage: the geometric mean of the other two.</summary>
    /// <param name="panel">Returns; more complete periods than assets, and one.</param>
    /// <param name="convention">Centring, divisor n and periods per year.</param>
    public static CovarianceOutcome Geometric(ReturnPanel panel, CovarianceConvention convention) =>
        Shrink(panel, convention, CovarianceMethod.GeometricInverseShrinkage);

    private static CovarianceOutcome Shrink(
        ReturnPanel panel, CovarianceConvention convention, CovarianceMethod method)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(convention);
        if (Deviations.Fault(panel, convention) is [Refusal fault])
        {
            return new CovarianceOutcome.Refused(fault);
        }

        int needed = panel.Assets + 2;
        if (method != CovarianceMethod.QuadraticInverseShrinkage && panel.CompletePeriods < needed)
        {
            return new CovarianceOutcome.Refused(new Refusal.TooFewObservations(panel.CompletePeriods, needed));
        }

        Deviations y = Deviations.Of(panel, convention);
        SymmetricEigen eigen = SymmetricEigen.Of(y.Products(1.0 / y.Divisor));
        double[] shrunk = Eigenvalues(eigen.Eigenvalues, y.Divisor, method);
        int zero = Vectors.FirstNotFinite(shrunk);
        if (zero >= 0)
        {
            return new CovarianceOutcome.Refused(new Refusal.NotACovariance(eigen.Eigenvalues[zero]));
        }

        Vectors.Scale(convention.PeriodsPerYear, shrunk);
        return new CovarianceOutcome.Estimated(new CovarianceEstimate
        {
            Matrix = eigen.Compose(shrunk),
            Method = method,
            Convention = convention,
            Observations = y.Periods,
            Shrinkage = 0.0,
            Repair = new CovarianceRepair.NotLookedAt(),
        });
    }

    // The smoothed Stein shrinker theta, its conjugate and their squared length, over the inverse eigenvalues that are
    // not zero by construction; NaN where another one is zero.
    private static double[] Eigenvalues(ReadOnlySpan<double> sample, double n, CovarianceMethod method)
    {
        int p = sample.Length;
        double c = p / n;
        int empty = (int)Math.Max(0.0, p - n);
        int rank = p - empty;
        double bandwidth = Math.Pow(Math.Min(c * c, 1.0 / (c * c)), 0.35) / Math.Pow(p, 0.35);
        double[] inverse = new double[rank];
        double meanInverse = 0.0;
        for (int i = 0; i < rank; i++)
        {
            inverse[i] = sample[empty + i] > 0.0 ? 1.0 / sample[empty + i] : double.NaN;
            meanInverse += inverse[i] / rank;
        }

        double[] shrunk = new double[p];
        Array.Fill(shrunk, 1.0 / ((c - 1.0) * meanInverse), 0, empty);
        for (int i = 0; i < rank; i++)
        {
            (double theta, double conjugate) = Stein(inverse, i, bandwidth);
            double square = (theta * theta) + (conjugate * conjugate);
            double quadratic = empty > 0
                ? 1.0 / (inverse[i] * square)
                : 1.0 / (inverse[i] * (((1.0 - c) * (1.0 - c)) + (2.0 * c * (1.0 - c) * theta) + (c * c * square)));
            double linear = 1.0 / (inverse[i] * (1.0 - c + (2.0 * c * theta)));
            shrunk[empty + i] = method switch
            {
                CovarianceMethod.QuadraticInverseShrinkage => quadratic,
                CovarianceMethod.LinearInverseShrinkage => linear,
                CovarianceMethod.GeometricInverseShrinkage => Math.Sqrt(quadratic * linear),
                _ => throw new UnreachableException(),
            };
        }

        if (method == CovarianceMethod.QuadraticInverseShrinkage)
        {
            Vectors.Scale(Vectors.Sum(sample) / Vectors.Sum(shrunk), shrunk);
        }

        return shrunk;
    }

    private static (double Theta, double Conjugate) Stein(ReadOnlySpan<double> inverse, int i, double bandwidth)
    {
        double theta = 0.0;
        double conjugate = 0.0;
        foreach (double other in inverse)
        {
            double difference = other - inverse[i];
            double width = bandwidth * other;
            double denominator = (difference * difference) + (width * width);
            theta += other * difference / denominator / inverse.Length;
            conjugate += other * width / denominator / inverse.Length;
        }

        return (theta, conjugate);
    }
}
