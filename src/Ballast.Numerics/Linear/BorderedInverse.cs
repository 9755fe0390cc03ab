namespace Ballast.Numerics.Linear;

/// <summary>The inverse of a symmetric matrix that grows and shrinks by one row and column at a time, each in O(k^2)
/// (the bordering method; Faddeev and Faddeeva 1963, section 24). Active-set solvers keep their working system in it.
/// It may be indefinite, as a system with a budget row is. Rounding gathers with every change: owners build it anew
/// from time to time and correct what they solve by its residual.</summary>
internal sealed class BorderedInverse
{
    private const int FirstCapacity = 32;

    private int stride;
    private double[] values;

    /// <summary>Empty, with room for a few rows at first.</summary>
    /// <param name="most">More rows than this will not be asked for.</param>
    public BorderedInverse(int most)
    {
        stride = Math.Min(most, FirstCapacity);
        values = new double[stride * stride];
    }

    /// <summary>k: rows and columns at present.</summary>
    public int Size { get; private set; }

    public ReadOnlySpan<double> Row(int i) => values.AsSpan(i * stride, Size);

    public double Diagonal(int i) => values[(i * stride) + i];

    public void Clear() => Size = 0;

    /// <summary>Starts from an inverse that is known: shape (k, k) with its own stride.</summary>
    public void Set(Matrix inverse)
    {
        Size = 0;
        Reserve(inverse.Rows);
        Size = inverse.Rows;
        for (int i = 0; i < Size; i++)
        {
            inverse.Row(i).CopyTo(values.AsSpan(i * stride, Size));
        }
    }

    /// <summary>Starts with the 2 x 2 system of a budget row and one asset, <c>[0 1; 1 variance]</c>.</summary>
    public void SetBudgetAndAsset(double variance)
    {
        Size = 2;
        values[0] = -variance;
        values[1] = 1.0;
        values[stride] = 1.0;
        values[stride + 1] = 0.0;
    }

    /// <summary>y = H x, both of k entries.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        RowMix.Of(values, stride, [], x[..Size], y[..Size]);
    }

    /// <summary>Adds a last row and column: <paramref name="solved"/> is H times the new column, and
    /// <paramref name="pivot"/> the Schur complement, which the caller has found fit to divide by.</summary>
    public void Append(ReadOnlySpan<double> solved, double pivot)
    {
        Reserve(Size + 1);
        double inverse = 1.0 / pivot;
        Span<double> last = values.AsSpan(Size * stride, Size + 1);
        for (int i = 0; i < Size; i++)
        {
            double factor = solved[i] * inverse;
            Vectors.AddScaled(factor, solved[..Size], values.AsSpan(i * stride, Size));
            values[(i * stride) + Size] = -factor;
            last[i] = -factor;
        }

        last[Size] = inverse;
        Size++;
    }

    /// <summary>Takes out one row and column; the last one moves into its place. The diagonal entry there must not be
    /// zero.</summary>
    public void Remove(int at)
    {
        int last = Size - 1;
        double inverse = 1.0 / Diagonal(at);
        Span<double> gone = values.AsSpan(at * stride, Size);
        for (int i = 0; i < Size; i++)
        {
            if (i != at)
            {
                Vectors.AddScaled(-gone[i] * inverse, gone, values.AsSpan(i * stride, Size));
            }
        }

        if (at != last)
        {
            values.AsSpan(last * stride, Size).CopyTo(gone);
            values[(at * stride) + at] = values[(last * stride) + last];
            for (int i = 0; i < last; i++)
            {
                values[(i * stride) + at] = gone[i];
            }
        }

        Size = last;
    }

    // Most portfolios hold few of their assets: memory for all of them would cost more time than the sums.
    private void Reserve(int size)
    {
        if (size <= stride)
        {
            return;
        }

        int wider = Math.Max(2 * stride, (size + 7) & ~7);
        double[] larger = new double[wider * wider];
        for (int i = 0; i < Size; i++)
        {
            values.AsSpan(i * stride, Size).CopyTo(larger.AsSpan(i * wider, Size));
        }

        values = larger;
        stride = wider;
    }
}
