namespace Ballast.Numerics.Linear;

/// <summary>The factor <c>A = L L'</c> of a symmetric positive definite matrix, L lower triangular (Golub and Van Loan,
/// Matrix Computations, 4th ed., section 4.2, in the row-wise order that reads memory forward). Only the lower triangle
/// of A is looked at.</summary>
public sealed class Cholesky
{
    private readonly Matrix lower;

    private Cholesky(Matrix lower)
    {
        this.lower = lower;
    }

    /// <summary>N: rows and columns of the factored matrix.</summary>
    public int Size => lower.Rows;

    /// <summary>L, shape (N, N), zeros above the diagonal.</summary>
    public Matrix Lower => lower;

    /// <summary>Factors a symmetric matrix, which is left as it is.</summary>
    /// <param name="symmetric">Shape (N, N).</param>
    /// <returns>The factor, or where the elimination met a pivot that is not above zero (also where it is
    /// NaN).</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static CholeskyOutcome Of(Matrix symmetric)
    {
        ArgumentNullException.ThrowIfNull(symmetric);
        if (!symmetric.IsSquare)
        {
            throw new ArgumentException("only a square matrix has a Cholesky factor", nameof(symmetric));
        }

        Matrix factor = symmetric.Copy();
        int failed = FactorInPlace(factor.Values, factor.Rows, factor.Columns);
        if (failed >= 0)
        {
            return new CholeskyOutcome.NotPositiveDefinite(failed, factor[failed, failed]);
        }

        for (int i = 0; i < factor.Rows; i++)
        {
            factor.Row(i)[(i + 1)..].Clear();
        }

        return new CholeskyOutcome.Factored(new Cholesky(factor));
    }

    /// <summary>Overwrites the lower triangle of a symmetric matrix with L, for solvers that own their memory; what is
    /// above the diagonal stays.</summary>
    /// <param name="a">Row-major, entry (i, j) at i * stride + j.</param>
    /// <param name="size">N.</param>
    /// <param name="stride">Distance from one row to the next, N or more.</param>
    /// <returns>-1 where it is done, else the index of the pivot that is not above zero, whose value is left on the
    /// diagonal.</returns>
    public static int FactorInPlace(Span<double> a, int size, int stride)
    {
        for (int i = 0; i < size; i++)
        {
            Span<double> row = a.Slice(i * stride, size);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> earlier = a.Slice(j * stride, size);
                row[j] = (row[j] - Vectors.Dot(row[..j], earlier[..j])) / earlier[j];
            }

            double pivot = row[i] - Vectors.Dot(row[..i], row[..i]);
            row[i] = pivot;
            if (!(pivot > 0.0) || double.IsInfinity(pivot))
            {
                return i;
            }

            row[i] = Math.Sqrt(pivot);
        }

        return -1;
    }

    /// <summary>Solves <c>A x = b</c> in place.</summary>
    /// <param name="b">Shape (N); the right-hand side in, the solution out.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Solve(Span<double> b)
    {
        SolveLower(b);
        for (int i = Size - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = lower.Row(i);
            b[i] /= row[i];
            Vectors.AddScaled(-b[i], row[..i], b[..i]);
        }
    }

    /// <summary>Solves <c>L x = b</c> in place.</summary>
    /// <param name="b">Shape (N); the right-hand side in, the solution out.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void SolveLower(Span<double> b)
    {
        if (b.Length != Size)
        {
            throw new ArgumentException($"a system of {Size} does not take {b.Length} entries", nameof(b));
        }

        for (int i = 0; i < Size; i++)
        {
            ReadOnlySpan<double> row = lower.Row(i);
            b[i] = (b[i] - Vectors.Dot(row[..i], b[..i])) / row[i];
        }
    }

    /// <summary>The inverse of A.</summary>
    /// <returns>Shape (N, N), exactly symmetric.</returns>
    public Matrix Inverse()
    {
        // Row i of U is row i of L^-1; A^-1 = U' U is gathered row by row.
        Matrix inverseLower = new(Size, Size);
        for (int i = 0; i < Size; i++)
        {
            ReadOnlySpan<double> row = lower.Row(i);
            Span<double> into = inverseLower.Row(i);
            for (int j = 0; j < i; j++)
            {
                Vectors.AddScaled(-row[j], inverseLower.Row(j)[..(j + 1)], into[..(j + 1)]);
            }

            into[i] = 1.0;
            Vectors.Scale(1.0 / row[i], into[..(i + 1)]);
        }

        Matrix inverse = new(Size, Size);
        for (int k = 0; k < Size; k++)
        {
            ReadOnlySpan<double> row = inverseLower.Row(k);
            for (int i = 0; i <= k; i++)
            {
                Vectors.AddScaled(row[i], row[..(i + 1)], inverse.Row(i)[..(i + 1)]);
            }
        }

        Mirror(inverse);
        return inverse;
    }

    /// <summary>The natural logarithm of the determinant of A.</summary>
    public double LogDeterminant()
    {
        double sum = 0.0;
        for (int i = 0; i < Size; i++)
        {
            sum += Math.Log(lower[i, i]);
        }

        return 2.0 * sum;
    }

    private static void Mirror(Matrix matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[j, i] = matrix[i, j];
            }
        }
    }
}
