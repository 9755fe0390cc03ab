namespace Ballast.Numerics.Linear;

/// <summary>All eigenvalues and eigenvectors of a symmetric matrix, <c>A = sum(lambda_k v_k v_k')</c>: Householder
/// reduction to tridiagonal form, then implicit QL with Wilkinson's shift (Martin, Reinsch and Wilkinson 1968;
/// Dubrulle, Martin and Wilkinson 1968). Eigenvectors are rows, so that every loop runs along memory.</summary>
public sealed class SymmetricEigen
{
    private const int MostTurns = 120;

    private readonly double[] eigenvalues;

    private SymmetricEigen(double[] eigenvalues, Matrix vectors)
    {
        this.eigenvalues = eigenvalues;
        Eigenvectors = vectors;
    }

    /// <summary>lambda, shape (N), from the least to the largest.</summary>
    public ReadOnlySpan<double> Eigenvalues => eigenvalues;

    /// <summary>Shape (N, N): row k is the eigenvector of eigenvalue k, of length one. Its sign is arbitrary but the
    /// same in every run.</summary>
    public Matrix Eigenvectors { get; }

    /// <summary>Decomposes a symmetric matrix, which is left as it is.</summary>
    /// <param name="symmetric">Shape (N, N); only finite entries.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or has an entry that is NaN or
    /// infinite.</exception>
    public static SymmetricEigen Of(Matrix symmetric)
    {
        ArgumentNullException.ThrowIfNull(symmetric);
        if (!symmetric.IsSquare || Vectors.FirstNotFinite(symmetric.Values) >= 0)
        {
            throw new ArgumentException("a square matrix of finite entries is needed", nameof(symmetric));
        }

        int n = symmetric.Rows;
        Matrix reduced = symmetric.Copy();
        Matrix vectors = Matrix.Diagonal(Ones(n));
        Reduce(reduced, vectors);
        double[] diagonal = new double[n];
        double[] beside = new double[n];
        reduced.CopyDiagonal(diagonal);
        for (int i = 0; i + 1 < n; i++)
        {
            beside[i] = reduced[i + 1, i];
        }

        for (int l = 0; l < n; l++)
        {
            Isolate(l, diagonal, beside, vectors);
        }

        return Sorted(diagonal, vectors);
    }

    /// <summary>The matrix with other eigenvalues on the same eigenvectors.</summary>
    /// <param name="eigenvalues">Shape (N), in the order of <see cref="Eigenvalues"/>.</param>
    /// <returns>Shape (N, N), exactly symmetric.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Matrix Compose(ReadOnlySpan<double> eigenvalues)
    {
        int n = this.eigenvalues.Length;
        if (eigenvalues.Length != n)
        {
            throw new ArgumentException($"{n} eigenvectors need {n} eigenvalues", nameof(eigenvalues));
        }

        Matrix matrix = new(n, n);
        for (int k = 0; k < n; k++)
        {
            ReadOnlySpan<double> v = Eigenvectors.Row(k);
            for (int i = 0; i < n; i++)
            {
                Vectors.AddScaled(eigenvalues[k] * v[i], v[..(i + 1)], matrix.Row(i)[..(i + 1)]);
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[j, i] = matrix[i, j];
            }
        }

        return matrix;
    }

    // A becomes tridiagonal by reflections H_k; the rows of Q become those of H_(n-3) ... H_0.
    private static void Reduce(Matrix a, Matrix q)
    {
        int n = a.Rows;
        double[] v = new double[n];
        double[] p = new double[n];
        for (int k = 0; k + 2 < n; k++)
        {
            int rest = n - k - 1;
            Span<double> reflector = v.AsSpan(0, rest);
            Span<double> image = p.AsSpan(0, rest);
            double factor = Reflector(a, k, reflector);
            if (factor == 0.0)
            {
                continue;
            }

            for (int i = 0; i < rest; i++)
            {
                image[i] = factor * Vectors.Dot(a.Row(k + 1 + i)[(k + 1)..], reflector);
            }

            Vectors.AddScaled(-0.5 * factor * Vectors.Dot(image, reflector), reflector, image);
            for (int i = 0; i < rest; i++)
            {
                Span<double> row = a.Row(k + 1 + i)[(k + 1)..];
                Vectors.AddScaled(-reflector[i], image, row);
                Vectors.AddScaled(-image[i], reflector, row);
            }

            Turn(q, k + 1, factor, reflector);
        }
    }

    // The reflector that clears column k below its first subdiagonal entry, which takes the column's length.
    private static double Reflector(Matrix a, int k, Span<double> v)
    {
        int n = a.Rows;
        double scale = 0.0;
        for (int i = k + 1; i < n; i++)
        {
            v[i - k - 1] = a[i, k];
            scale = Math.Max(scale, i > k + 1 ? Math.Abs(a[i, k]) : 0.0);
        }

        if (scale == 0.0)
        {
            return 0.0;
        }

        scale = Math.Max(scale, Math.Abs(v[0]));
        Vectors.Scale(1.0 / scale, v);
        double length = Math.Sqrt(Vectors.Dot(v, v));
        double head = v[0] > 0.0 ? -length : length;
        v[0] -= head;
        a[k + 1, k] = head * scale;
        return 2.0 / Vectors.Dot(v, v);
    }

    private static void Turn(Matrix q, int first, double factor, ReadOnlySpan<double> v)
    {
        double[] combined = new double[q.Columns];
        for (int i = 0; i < v.Length; i++)
        {
            Vectors.AddScaled(v[i], q.Row(first + i), combined);
        }

        for (int i = 0; i < v.Length; i++)
        {
            Vectors.AddScaled(-factor * v[i], combined, q.Row(first + i));
        }
    }

    private static void Isolate(int l, double[] d, double[] e, Matrix z)
    {
        for (int turn = 0; turn < MostTurns; turn++)
        {
            int m = l;
            while (m + 1 < d.Length && Math.Abs(e[m]) > 1.1e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
            {
                m++;
            }

            if (m == l)
            {
                return;
            }

            Sweep(l, m, d, e, z);
        }
    }

    private static void Sweep(int l, int m, double[] d, double[] e, Matrix z)
    {
        double g = (d[l + 1] - d[l]) / (2.0 * e[l]);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(double.Hypot(g, 1.0), g)));
        double s = 1.0;
        double c = 1.0;
        double p = 0.0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i];
            double b = c * e[i];
            double r = double.Hypot(f, g);
            e[i + 1] = r;
            if (r == 0.0)
            {
                d[i + 1] -= p;
                e[m] = 0.0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2.0 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            Vectors.Rotate(c, s, z.Row(i + 1), z.Row(i));
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0.0;
    }

    private static SymmetricEigen Sorted(double[] values, Matrix vectors)
    {
        int n = values.Length;
        int[] order = new int[n];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
        }

        Array.Sort(values, order);
        Matrix sorted = new(n, n);
        for (int i = 0; i < n; i++)
        {
            vectors.Row(order[i]).CopyTo(sorted.Row(i));
        }

        return new SymmetricEigen(values, sorted);
    }

    private static double[] Ones(int n)
    {
        double[] ones = new double[n];
        Array.Fill(ones, 1.0);
        return ones;
    }
}
