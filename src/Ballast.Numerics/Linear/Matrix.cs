namespace Ballast.Numerics.Linear;

/// <summary>A dense matrix of doubles, row after row in one block. Its shape is fixed and checked at every call; its
/// entries may be written until it is handed over, and are left alone from then on. Two matrices are equal only where
/// they are the same object.</summary>
public sealed class Matrix
{
    private readonly double[] values;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="rows">R, zero or more.</param>
    /// <param name="columns">C, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative shape.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        values = new double[rows * columns];
    }

    private Matrix(int rows, int columns, double[] values)
    {
        Rows = rows;
        Columns = columns;
        this.values = values;
    }

    /// <summary>R: how many rows there are.</summary>
    public int Rows { get; }

    /// <summary>C: how many columns there are, which is also the distance from one row to the next.</summary>
    public int Columns { get; }

    /// <summary>All entries, shape (R * C), row after row; the matrix's own memory.</summary>
    public Span<double> Values => values;

    /// <summary>Whether there are as many rows as columns.</summary>
    public bool IsSquare => Rows == Columns;

    /// <summary>One entry, counted from zero.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such entry.</exception>
    public double this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>One row, shape (C); the matrix's own memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<double> Row(int row) => values.AsSpan(row * Columns, Columns);

    /// <summary>A matrix with a copy of the entries.</summary>
    /// <param name="rows">R.</param>
    /// <param name="columns">C.</param>
    /// <param name="rowMajor">Shape (R * C), row after row.</param>
    /// <exception cref="ArgumentException">The entries do not fill the shape.</exception>
    public static Matrix Of(int rows, int columns, ReadOnlySpan<double> rowMajor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        return rowMajor.Length == rows * columns
            ? new Matrix(rows, columns, rowMajor.ToArray())
            : throw new ArgumentException(
                $"{rowMajor.Length} entries do not fill {rows} x {columns}", nameof(rowMajor));
    }

    /// <summary>A matrix whose entries are whatever the memory held: for kernels that write every one of
    /// them.</summary>
    internal static Matrix Unwritten(int rows, int columns) =>
        new(rows, columns, GC.AllocateUninitializedArray<double>(rows * columns));

    /// <summary>A square matrix with the given diagonal and zeros beside it.</summary>
    /// <param name="diagonal">Shape (N).</param>
    public static Matrix Diagonal(ReadOnlySpan<double> diagonal)
    {
        Matrix matrix = new(diagonal.Length, diagonal.Length);
        for (int i = 0; i < diagonal.Length; i++)
        {
            matrix[i, i] = diagonal[i];
        }

        return matrix;
    }

    /// <summary>A matrix of the same shape and entries in memory of its own.</summary>
    public Matrix Copy() => Of(Rows, Columns, values);

    /// <summary>A matrix of the same shape with every entry multiplied.</summary>
    /// <param name="factor">By what.</param>
    public Matrix Times(double factor)
    {
        Matrix product = Unwritten(Rows, Columns);
        Vectors.Scale(factor, values, product.Values);
        return product;
    }

    /// <summary>Writes the diagonal out.</summary>
    /// <param name="diagonal">Shape (N) of an N x N matrix; written whole.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void CopyDiagonal(Span<double> diagonal)
    {
        Require(IsSquare && diagonal.Length == Rows, "the diagonal of a square matrix has one entry a row");
        for (int i = 0; i < Rows; i++)
        {
            diagonal[i] = values[(i * Columns) + i];
        }
    }

    /// <summary>Matrix times vector: <c>y = A x</c>.</summary>
    /// <param name="x">Shape (C).</param>
    /// <param name="y">Shape (R); written whole; other memory than x.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        Require(x.Length == Columns && y.Length == Rows, "matrix and vectors do not go together");
        for (int i = 0; i < Rows; i++)
        {
            y[i] = Vectors.Dot(Row(i), x);
        }
    }

    /// <summary>Transposed matrix times vector: <c>y = A' x</c>. Rows where x is zero are not read, which makes it the
    /// faster way to multiply a symmetric matrix by a portfolio of few assets; what is NaN or infinite there does not
    /// propagate.</summary>
    /// <param name="x">Shape (R).</param>
    /// <param name="y">Shape (C); written whole; other memory than x.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void MultiplyTransposed(ReadOnlySpan<double> x, Span<double> y)
    {
        Require(x.Length == Rows && y.Length == Columns, "matrix and vectors do not go together");
        y.Clear();
        int held = -1;
        for (int i = 0; i < Rows; i++)
        {
            if (x[i] == 0.0)
            {
                continue;
            }

            if (held < 0)
            {
                held = i;
                continue;
            }

            Vectors.AddScaledPair(x[held], Row(held), x[i], Row(i), y);
            held = -1;
        }

        if (held >= 0)
        {
            Vectors.AddScaled(x[held], Row(held), y);
        }
    }

    /// <summary>Matrix times matrix: <c>A B</c>.</summary>
    /// <param name="right">B, shape (C, D).</param>
    /// <returns>Shape (R, D).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Matrix Times(Matrix right)
    {
        ArgumentNullException.ThrowIfNull(right);
        Require(Columns == right.Rows, "the left matrix's columns are not the right one's rows");
        Matrix product = new(Rows, right.Columns);
        for (int i = 0; i < Rows; i++)
        {
            right.MultiplyTransposed(Row(i), product.Row(i));
        }

        return product;
    }

    /// <summary>Rows become columns.</summary>
    /// <returns>Shape (C, R).</returns>
    public Matrix Transposed()
    {
        Matrix turned = new(Columns, Rows);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                turned.values[(j * Rows) + i] = values[(i * Columns) + j];
            }
        }

        return turned;
    }

    /// <summary>The quadratic form <c>x' A x</c> (a portfolio's variance where A is a covariance and x its
    /// weights).</summary>
    /// <param name="x">Shape (N) of an N x N matrix.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public double Quadratic(ReadOnlySpan<double> x)
    {
        Require(IsSquare && x.Length == Rows, "a quadratic form needs a square matrix and a vector of its size");
        double sum = 0.0;
        for (int i = 0; i < Rows; i++)
        {
            if (x[i] != 0.0)
            {
                sum += x[i] * Vectors.Dot(Row(i), x);
            }
        }

        return sum;
    }

    /// <summary>The largest difference between an entry and its mirror image.</summary>
    /// <returns>Zero or more; infinity where the matrix is not square. Entries must be finite.</returns>
    public double Asymmetry() => IsSquare ? Symmetry.Measure(this).Asymmetry : double.PositiveInfinity;

    private static void Require(bool fits, string why)
    {
        if (!fits)
        {
            throw new ArgumentException(why);
        }
    }
}
