using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>Looks whether a covariance gives some portfolio a negative variance, and mends it where it does.</summary>
public static class PositiveDefinite
{
    /// <summary>Lifts eigenvalues of the correlation matrix below a floor to that floor and scales back to the
    /// variances there were (Rebonato and Jaeckel 1999, section 3). What was done stands in the estimate; a matrix
    /// that needs nothing is returned as it is.</summary>
    /// <param name="estimate">The covariance to look at.</param>
    /// <param name="floor">Least eigenvalue of the correlation matrix, 0 to 0.1; 1e-10 leaves all but broken matrices
    /// alone.</param>
    /// <returns>The estimate with its report; refused where entries are not finite, the matrix is not symmetric or a
    /// variance is negative.</returns>
    public static CovarianceOutcome Repair(CovarianceEstimate estimate, double floor)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        Matrix matrix = estimate.Matrix;
        if (Fault(matrix, floor) is [Refusal fault])
        {
            return new CovarianceOutcome.Refused(fault);
        }

        double[] deviation = new double[matrix.Rows];
        matrix.CopyDiagonal(deviation);
        for (int i = 0; i < deviation.Length; i++)
        {
            deviation[i] = Math.Sqrt(deviation[i]);
        }

        Matrix correlation = Scaled(matrix, deviation, -1);
        SymmetricEigen eigen = SymmetricEigen.Of(correlation);
        double[] lifted = eigen.Eigenvalues.ToArray();
        int count = 0;
        for (int k = 0; k < lifted.Length; k++)
        {
            count += lifted[k] < floor ? 1 : 0;
            lifted[k] = Math.Max(lifted[k], floor);
        }

        double least = SymmetricEigen.Of(matrix).Eigenvalues[0];
        return new CovarianceOutcome.Estimated(count == 0
            ? estimate with { Repair = new CovarianceRepair.NotNeeded(least) }
            : Lifted(estimate, eigen.Compose(lifted), deviation, count, least));
    }

    private static CovarianceEstimate Lifted(
        CovarianceEstimate estimate, Matrix correlation, double[] deviation, int count, double least)
    {
        double[] unit = new double[deviation.Length];
        correlation.CopyDiagonal(unit);
        for (int i = 0; i < unit.Length; i++)
        {
            unit[i] = deviation[i] / Math.Sqrt(unit[i]);
        }

        Matrix mended = Scaled(correlation, unit, 1);
        double change = 0.0;
        for (int k = 0; k < mended.Values.Length; k++)
        {
            change = Math.Max(change, Math.Abs(mended.Values[k] - estimate.Matrix.Values[k]));
        }

        CovarianceRepair.Lifted report = new()
        {
            Count = count,
            LeastBefore = least,
            LeastAfter = SymmetricEigen.Of(mended).Eigenvalues[0],
            LargestChange = change,
        };
        return estimate with { Matrix = mended, Repair = report };
    }

    // An asset that does not move has correlation one with itself and zero with all others.
    private static Matrix Scaled(Matrix matrix, double[] deviation, int power)
    {
        Matrix scaled = matrix.Copy();
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                double factor = deviation[i] * deviation[j];
                double still = i == j && power < 0 ? 1.0 : 0.0;
                scaled[i, j] = factor == 0.0 ? still : matrix[i, j] * (power < 0 ? 1.0 / factor : factor);
            }
        }

        return scaled;
    }

    private static Refusal[] Fault(Matrix matrix, double floor)
    {
        if (!(floor is >= 0.0 and <= 0.1))
        {
            return [new Refusal.OutOfRange("floor", floor, 0.0, 0.1)];
        }

        if (matrix.Rows == 0)
        {
            return [new Refusal.NoAssets()];
        }

        int bad = Vectors.FirstNotFinite(matrix.Values);
        if (bad >= 0)
        {
            return [new Refusal.NotFinite("covariance", bad)];
        }

        if (matrix.Asymmetry() > 1e-12 * Vectors.LargestMagnitude(matrix.Values))
        {
            return [new Refusal.NotACovariance(double.NaN)];
        }

        for (int i = 0; i < matrix.Rows; i++)
        {
            if (matrix[i, i] < 0.0)
            {
                return [new Refusal.NotACovariance(SymmetricEigen.Of(matrix).Eigenvalues[0])];
            }
        }

        return [];
    }
}
