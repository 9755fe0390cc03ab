using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Linear;

/// <summary>A symmetric matrix times a vector from its upper triangle alone: each entry is read once and counts for its
/// mirror image too, so that half the memory is read, which is what such a product waits for. Four rows go together, so
/// that the vectors are read less often than the matrix.</summary>
internal static class SymmetricProduct
{
    private const int Rows = 4;
    private const int Lanes = 4;

    /// <summary><c>y = A x</c>, shapes (N, N), (N) and (N); y is written whole and other memory than x.</summary>
    public static void Multiply(Matrix a, ReadOnlySpan<double> x, Span<double> y)
    {
        int n = a.Rows;
        if (!a.IsSquare || x.Length != n || y.Length != n)
        {
            throw new ArgumentException("matrix and vectors do not go together");
        }

        y.Clear();
        int whole = n / Rows * Rows;
        for (int i = 0; i < whole; i += Rows)
        {
            AddRows(a, i, x, y);
            AddTriangle(a, (i, i + Rows), x, y);
        }

        AddTriangle(a, (whole, n), x, y);
    }

    // Four rows right of their diagonal block, and the four columns below it that mirror them.
    private static void AddRows(Matrix a, int i, ReadOnlySpan<double> x, Span<double> y)
    {
        int n = a.Columns;
        ref double row0 = ref MemoryMarshal.GetReference(a.Row(i));
        ref double row1 = ref MemoryMarshal.GetReference(a.Row(i + 1));
        ref double row2 = ref MemoryMarshal.GetReference(a.Row(i + 2));
        ref double row3 = ref MemoryMarshal.GetReference(a.Row(i + 3));
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double to = ref MemoryMarshal.GetReference(y);
        Vector256<double> x0 = Vector256.Create(x[i]);
        Vector256<double> x1 = Vector256.Create(x[i + 1]);
        Vector256<double> x2 = Vector256.Create(x[i + 2]);
        Vector256<double> x3 = Vector256.Create(x[i + 3]);
        Vector256<double> sum0 = Vector256<double>.Zero;
        Vector256<double> sum1 = Vector256<double>.Zero;
        Vector256<double> sum2 = Vector256<double>.Zero;
        Vector256<double> sum3 = Vector256<double>.Zero;
        int j = i + Rows;
        for (; j <= n - Lanes; j += Lanes)
        {
            Vector256<double> right = Vector256.LoadUnsafe(ref from, (nuint)j);
            Vector256<double> below = Vector256.LoadUnsafe(ref to, (nuint)j);
            Vector256<double> entries = Vector256.LoadUnsafe(ref row0, (nuint)j);
            sum0 = Vector256.FusedMultiplyAdd(entries, right, sum0);
            below = Vector256.FusedMultiplyAdd(entries, x0, below);
            entries = Vector256.LoadUnsafe(ref row1, (nuint)j);
            sum1 = Vector256.FusedMultiplyAdd(entries, right, sum1);
            below = Vector256.FusedMultiplyAdd(entries, x1, below);
            entries = Vector256.LoadUnsafe(ref row2, (nuint)j);
            sum2 = Vector256.FusedMultiplyAdd(entries, right, sum2);
            below = Vector256.FusedMultiplyAdd(entries, x2, below);
            entries = Vector256.LoadUnsafe(ref row3, (nuint)j);
            sum3 = Vector256.FusedMultiplyAdd(entries, right, sum3);
            below = Vector256.FusedMultiplyAdd(entries, x3, below);
            below.StoreUnsafe(ref to, (nuint)j);
        }

        y[i] += Vector256.Sum(sum0);
        y[i + 1] += Vector256.Sum(sum1);
        y[i + 2] += Vector256.Sum(sum2);
        y[i + 3] += Vector256.Sum(sum3);
        for (int r = i; r < i + Rows && j < n; r++)
        {
            AddRest(a.Row(r)[j..], (r, j), x, y);
        }
    }

    // What is left of a row from a column on, and its mirror image.
    private static void AddRest(
        ReadOnlySpan<double> entries, (int Row, int Column) at, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int k = 0; k < entries.Length; k++)
        {
            y[at.Row] += entries[k] * x[at.Column + k];
            y[at.Column + k] += entries[k] * x[at.Row];
        }
    }

    // Some rows of the triangle from their first column to the last row's.
    private static void AddTriangle(Matrix a, (int First, int End) rows, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int r = rows.First; r < rows.End; r++)
        {
            y[r] += a[r, r] * x[r];
            AddRest(a.Row(r)[(r + 1)..rows.End], (r, r + 1), x, y);
        }
    }
}
