using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Linear;

/// <summary>Products of columns, <c>X'X</c>: the cost of every covariance. Rows are taken in blocks, whose columns are
/// packed into panels that stay in cache; a tile of sums, four rows by three registers, stays in registers (Goto and
/// van de Geijn 2008). Each sum runs over the rows in order, whatever the register, so that all machines give the same
/// digits.</summary>
internal static class Gram
{
    private const int TileRows = 4;
    private const int TileRegisters = 3;

    // A wide panel of so many rows fits into the nearest cache, and so many narrow columns of it into the next.
    private const int MostRows = 200;
    private const int BlockColumns = 128;

    /// <summary>X'X of a (T, N) matrix, times a factor; shape (N, N), exactly symmetric.</summary>
    public static Matrix Of(Matrix x, double factor)
    {
        Matrix gram = new(x.Columns, x.Columns);
        AddTo(gram, x, factor);
        return gram;
    }

    /// <summary>Adds X'X, times a factor, to a symmetric matrix, of which the upper triangle is read and both are
    /// written.</summary>
    public static void AddTo(Matrix symmetric, Matrix x, double factor)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            AddTo<Lanes512>(symmetric, x, factor);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            AddTo<Lanes256>(symmetric, x, factor);
        }
        else
        {
            AddTo<Lanes128>(symmetric, x, factor);
        }
    }

    /// <summary>The same by a register of one's choice.</summary>
    public static void AddTo<TLanes>(Matrix symmetric, Matrix x, double factor)
        where TLanes : struct, ILanes<TLanes>
    {
        int n = x.Columns;
        int width = TileRegisters * TLanes.Width;
        int blocks = (x.Rows + MostRows - 1) / MostRows;
        int block = blocks == 0 ? 0 : (x.Rows + blocks - 1) / blocks;
        double[] wide = ArrayPool<double>.Shared.Rent(Padded(n, width) * block);
        double[] narrow = ArrayPool<double>.Shared.Rent(Padded(n, TileRows) * block);
        double[] edge = new double[TileRows * width];
        for (int t = 0; t < x.Rows; t += block)
        {
            int rows = Math.Min(block, x.Rows - t);
            Pack((x, 1.0), (t, rows), width, wide);
            Pack((x, factor), (t, rows), TileRows, narrow);
            for (int i = 0; i < n; i += BlockColumns)
            {
                for (int j = i / width * width; j < n; j += width)
                {
                    int last = Math.Min(Math.Min(i + BlockColumns, j + width), n);
                    AddColumn<TLanes>((narrow, wide, rows), (i, last, j), edge, symmetric);
                }
            }
        }

        ArrayPool<double>.Shared.Return(wide);
        ArrayPool<double>.Shared.Return(narrow);
        Symmetry.MirrorUpper(symmetric);
    }

    // All tiles of one wide panel whose rows lie between two numbers.
    private static void AddColumn<TLanes>(
        (double[] Narrow, double[] Wide, int Rows) packed,
        (int FirstRow, int LastRow, int Column) at,
        double[] edge,
        Matrix symmetric)
        where TLanes : struct, ILanes<TLanes>
    {
        int n = symmetric.Columns;
        int width = TileRegisters * TLanes.Width;
        for (int i = at.FirstRow; i < at.LastRow; i += TileRows)
        {
            Panels panels = new(
                ref packed.Narrow[i * packed.Rows], ref packed.Wide[at.Column * packed.Rows], packed.Rows);
            if (i + TileRows <= at.Column + 1 && at.Column + width <= n)
            {
                AddTile<TLanes>(panels, ref symmetric.Row(i)[at.Column], n);
                continue;
            }

            // Sums go on from what is there, as in whole tiles, so that no digit depends on the width.
            for (int r = i; r < Math.Min(i + TileRows, n); r++)
            {
                int first = ((r - i) * width) + Before(r, at.Column, width);
                Inside(symmetric, r, at.Column, width).CopyTo(edge.AsSpan(first));
            }

            AddTile<TLanes>(panels, ref edge[0], width);
            for (int r = i; r < Math.Min(i + TileRows, n); r++)
            {
                Span<double> inside = Inside(symmetric, r, at.Column, width);
                edge.AsSpan(((r - i) * width) + Before(r, at.Column, width), inside.Length).CopyTo(inside);
            }
        }
    }

    // How many entries of a tile's row stand below the diagonal.
    private static int Before(int row, int column, int width) => Math.Clamp(row - column, 0, width);

    // What a tile on the diagonal, or beside the last column, has of a row: nothing below the one or beyond the other.
    private static Span<double> Inside(Matrix symmetric, int row, int column, int width) =>
        symmetric.Row(row)[Math.Max(row, column)..Math.Max(row, Math.Min(column + width, symmetric.Columns))];

    private static int Padded(int columns, int width) => (columns + width - 1) / width * width;

    // Panel after panel of so many columns, each row after row. What the last panel has too much is never read back.
    private static void Pack(
        (Matrix X, double Factor) from, (int First, int Count) rows, int width, double[] panels)
    {
        int whole = from.X.Columns / width * width;
        Vector128<double> factor = Vector128.Create(from.Factor);
        for (int t = 0; t < rows.Count; t++)
        {
            ReadOnlySpan<double> row = from.X.Row(rows.First + t);
            ref double first = ref MemoryMarshal.GetReference(row);
            for (int j = 0; j < whole; j += width)
            {
                ref double to = ref panels[(j * rows.Count) + (t * width)];
                for (int k = 0; k < width; k += 2)
                {
                    (factor * Vector128.LoadUnsafe(ref first, (nuint)(j + k))).StoreUnsafe(ref to, (nuint)k);
                }
            }

            for (int j = whole; j < row.Length; j++)
            {
                panels[(whole * rows.Count) + (t * width) + j - whole] = from.Factor * row[j];
            }
        }
    }

    // Adds the products of four columns and three registers of columns to a tile that begins at an entry.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTile<TLanes>(Panels panels, ref double into, nint stride)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double narrow = ref panels.Narrow;
        ref double wide = ref panels.Wide;
        int rows = panels.Rows;
        int width = TLanes.Width;
        ref double second = ref Unsafe.Add(ref into, stride);
        ref double third = ref Unsafe.Add(ref second, stride);
        ref double fourth = ref Unsafe.Add(ref third, stride);
        (TLanes a0, TLanes a1, TLanes a2) = Load<TLanes>(ref into);
        (TLanes b0, TLanes b1, TLanes b2) = Load<TLanes>(ref second);
        (TLanes c0, TLanes c1, TLanes c2) = Load<TLanes>(ref third);
        (TLanes d0, TLanes d1, TLanes d2) = Load<TLanes>(ref fourth);
        for (int t = 0; t < rows; t++)
        {
            TLanes x0 = TLanes.Load(ref wide, 0);
            TLanes x1 = TLanes.Load(ref wide, width);
            TLanes x2 = TLanes.Load(ref wide, 2 * width);
            TLanes y = TLanes.All(narrow);
            a0 = TLanes.MultiplyAdd(y, x0, a0);
            a1 = TLanes.MultiplyAdd(y, x1, a1);
            a2 = TLanes.MultiplyAdd(y, x2, a2);
            y = TLanes.All(Unsafe.Add(ref narrow, 1));
            b0 = TLanes.MultiplyAdd(y, x0, b0);
            b1 = TLanes.MultiplyAdd(y, x1, b1);
            b2 = TLanes.MultiplyAdd(y, x2, b2);
            y = TLanes.All(Unsafe.Add(ref narrow, 2));
            c0 = TLanes.MultiplyAdd(y, x0, c0);
            c1 = TLanes.MultiplyAdd(y, x1, c1);
            c2 = TLanes.MultiplyAdd(y, x2, c2);
            y = TLanes.All(Unsafe.Add(ref narrow, 3));
            d0 = TLanes.MultiplyAdd(y, x0, d0);
            d1 = TLanes.MultiplyAdd(y, x1, d1);
            d2 = TLanes.MultiplyAdd(y, x2, d2);
            wide = ref Unsafe.Add(ref wide, TileRegisters * width);
            narrow = ref Unsafe.Add(ref narrow, TileRows);
        }

        Store((a0, a1, a2), ref into);
        Store((b0, b1, b2), ref second);
        Store((c0, c1, c2), ref third);
        Store((d0, d1, d2), ref fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes First, TLanes Second, TLanes Third) Load<TLanes>(ref double row)
        where TLanes : struct, ILanes<TLanes> =>
        (TLanes.Load(ref row, 0), TLanes.Load(ref row, TLanes.Width), TLanes.Load(ref row, 2 * TLanes.Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>((TLanes First, TLanes Second, TLanes Third) sums, ref double row)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes.Store(sums.First, ref row, 0);
        TLanes.Store(sums.Second, ref row, TLanes.Width);
        TLanes.Store(sums.Third, ref row, 2 * TLanes.Width);
    }

    // Where a tile's columns are packed: four of them, and three registers of them.
    private readonly ref struct Panels(ref double narrow, ref double wide, int rows)
    {
        public readonly ref double Narrow = ref narrow;
        public readonly ref double Wide = ref wide;
        public readonly int Rows = rows;
    }
}
