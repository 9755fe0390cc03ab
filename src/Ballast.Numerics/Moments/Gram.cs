using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Moments;

/// <summary>Products of columns, <c>X'X</c>: the cost of every covariance. Columns are packed into narrow panels that
/// stay in cache, and a tile of 8 x 16 sums stays in registers (Goto and van de Geijn 2008).</summary>
internal static class Gram
{
    private const int TileRows = 8;
    private const int TileColumns = 16;

    /// <summary>X'X of a (T, N) matrix, times a factor; shape (N, N), exactly symmetric.</summary>
    public static Matrix Of(Matrix x, double factor)
    {
        int n = x.Columns;
        int padded = (n + TileColumns - 1) / TileColumns * TileColumns;
        double[] panels = Pack(x, padded);
        double[] tile = new double[TileRows * TileColumns];
        Matrix gram = new(n, n);
        for (int j = 0; j < padded; j += TileColumns)
        {
            ReadOnlySpan<double> columns = panels.AsSpan(j * x.Rows, TileColumns * x.Rows);
            for (int i = 0; i < Math.Min(j + TileColumns, n); i += TileRows)
            {
                int panel = i / TileColumns * TileColumns;
                ReadOnlySpan<double> rows = panels.AsSpan(panel * x.Rows, TileColumns * x.Rows);
                Multiply(rows, i - panel, columns, x.Rows, tile);
                Place(tile, i, j, factor, gram);
            }
        }

        return gram;
    }

    private static double[] Pack(Matrix x, int padded)
    {
        double[] panels = new double[padded * x.Rows];
        for (int t = 0; t < x.Rows; t++)
        {
            ReadOnlySpan<double> row = x.Row(t);
            for (int j = 0; j < row.Length; j += TileColumns)
            {
                int width = Math.Min(TileColumns, row.Length - j);
                row.Slice(j, width).CopyTo(panels.AsSpan((j * x.Rows) + (t * TileColumns), width));
            }
        }

        return panels;
    }

    private static void Place(ReadOnlySpan<double> tile, int i, int j, double factor, Matrix gram)
    {
        for (int r = i; r < Math.Min(i + TileRows, gram.Rows); r++)
        {
            for (int c = Math.Max(j, r); c < Math.Min(j + TileColumns, gram.Rows); c++)
            {
                double value = tile[((r - i) * TileColumns) + c - j] * factor;
                gram.Values[(r * gram.Columns) + c] = value;
                gram.Values[(c * gram.Columns) + r] = value;
            }
        }
    }

    private static void Multiply(
        ReadOnlySpan<double> rows, int offset, ReadOnlySpan<double> columns, int periods, Span<double> tile)
    {
        ref double a = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), offset);
        ref double b = ref MemoryMarshal.GetReference(columns);
        for (int half = 0; half < TileRows; half += 4)
        {
            Vector512<double> s00 = Vector512<double>.Zero, s01 = s00, s10 = s00, s11 = s00;
            Vector512<double> s20 = s00, s21 = s00, s30 = s00, s31 = s00;
            ref double left = ref Unsafe.Add(ref a, half);
            for (int t = 0; t < periods; t++)
            {
                nuint at = (nuint)(t * TileColumns);
                Vector512<double> low = Vector512.LoadUnsafe(ref b, at);
                Vector512<double> high = Vector512.LoadUnsafe(ref b, at + 8);
                Vector512<double> x0 = Vector512.Create(Unsafe.Add(ref left, at));
                s00 = Vector512.FusedMultiplyAdd(x0, low, s00);
                s01 = Vector512.FusedMultiplyAdd(x0, high, s01);
                Vector512<double> x1 = Vector512.Create(Unsafe.Add(ref left, at + 1));
                s10 = Vector512.FusedMultiplyAdd(x1, low, s10);
                s11 = Vector512.FusedMultiplyAdd(x1, high, s11);
                Vector512<double> x2 = Vector512.Create(Unsafe.Add(ref left, at + 2));
                s20 = Vector512.FusedMultiplyAdd(x2, low, s20);
                s21 = Vector512.FusedMultiplyAdd(x2, high, s21);
                Vector512<double> x3 = Vector512.Create(Unsafe.Add(ref left, at + 3));
                s30 = Vector512.FusedMultiplyAdd(x3, low, s30);
                s31 = Vector512.FusedMultiplyAdd(x3, high, s31);
            }

            Span<double> into = tile[(half * TileColumns)..];
            s00.CopyTo(into);
            s01.CopyTo(into[8..]);
            s10.CopyTo(into[16..]);
            s11.CopyTo(into[24..]);
            s20.CopyTo(into[32..]);
            s21.CopyTo(into[40..]);
            s30.CopyTo(into[48..]);
            s31.CopyTo(into[56..]);
        }
    }
}
