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

    // Of a tile's row as a rule; where it lies on a third line of memory, that one is not fetched ahead.
    private const int LastEntry = 11;

    // A wide panel of so many rows fits into the nearest cache, and so many narrow columns of it into the next.
    private const int MostRows = 250;
    private const int BlockColumns = 128;

    /// <summary>X'X of a (T, N) matrix, times a factor; shape (N, N), exactly symmetric.</summary>
    public static Matrix Of(Matrix x, double factor) => Of(x, new double[x.Columns], factor);

    /// <summary>The same of X less a centre, shape (N), in every row.</summary>
    public static Matrix Of(Matrix x, ReadOnlySpan<double> centre, double factor)
    {
        Matrix gram = Matrix.Unwritten(x.Columns, x.Columns);
        Add(new Terms(gram, 0.0) { X = x, Centre = centre, Factor = factor }, gram);
        return gram;
    }

    /// <summary>A multiple of a symmetric matrix, of which the upper triangle is read, plus one of X'X.</summary>
    public static Matrix Sum(Matrix symmetric, double scale, Matrix x, double factor)
    {
        Matrix sum = Matrix.Unwritten(x.Columns, x.Columns);
        Add(new Terms(symmetric, scale) { X = x, Centre = new double[x.Columns], Factor = factor }, sum);
        return sum;
    }

    /// <summary>Writes the sum of the terms, with each half of it, by a register of one's choice.</summary>
    public static void Add<TLanes>(Terms terms, Matrix sum)
        where TLanes : struct, ILanes<TLanes>
    {
        Matrix x = terms.X;
        int n = x.Columns;
        int width = TileRegisters * TLanes.Width;
        int blocks = Math.Max((x.Rows + MostRows - 1) / MostRows, 1);
        int block = Math.Max((x.Rows + blocks - 1) / blocks, 1);
        double[] wide = ArrayPool<double>.Shared.Rent(Padded(n, width) * block);
        double[] narrow = ArrayPool<double>.Shared.Rent(Padded(n, TileRows) * block);
        double[] edge = new double[TileRows * width];
        for (int first = 0; first < blocks * block; first += block)
        {
            int rows = Math.Min(block, x.Rows - first);
            for (int t = 0; t < rows; t++)
            {
                ReadOnlySpan<double> row = x.Row(first + t);
                Pack<TLanes>(row, terms.Centre, 1.0, (t, rows), (width, wide));
                if (TLanes.Width < TileRows)
                {
                    Pack<TLanes>(row, terms.Centre, terms.Factor, (t, rows), (TileRows, narrow));
                }
                else
                {
                    Pack<Lanes256>(row, terms.Centre, terms.Factor, (t, rows), (TileRows, narrow));
                }
            }

            Target target = first == 0 ? new Target(terms.Start, terms.Scale, sum) : new Target(sum, 1.0, sum);
            for (int i = 0; i < n; i += BlockColumns)
            {
                for (int j = i / width * width; j < n; j += width)
                {
                    int last = Math.Min(Math.Min(i + BlockColumns, j + width), n);
                    AddColumn<TLanes>((narrow, wide, rows), (i, last, j), edge, target);
                }
            }
        }

        ArrayPool<double>.Shared.Return(wide);
        ArrayPool<double>.Shared.Return(narrow);
        Symmetry.MirrorUpper(sum);
    }

    private static void Add(Terms terms, Matrix sum)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Add<Lanes512>(terms, sum);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Add<Lanes256>(terms, sum);
        }
        else
        {
            Add<Lanes128>(terms, sum);
        }
    }

    // All tiles of one wide panel whose rows lie between two numbers.
    private static void AddColumn<TLanes>(
        (double[] Narrow, double[] Wide, int Rows) packed,
        (int FirstRow, int LastRow, int Column) at,
        double[] edge,
        Target target)
        where TLanes : struct, ILanes<TLanes>
    {
        int n = target.Sum.Columns;
        int width = TileRegisters * TLanes.Width;
        for (int i = at.FirstRow; i < at.LastRow; i += TileRows)
        {
            Panels panels = new(
                ref packed.Narrow[i * packed.Rows], ref packed.Wide[at.Column * packed.Rows], packed.Rows);
            if (i + TileRows <= at.Column + 1 && at.Column + width <= n)
            {
                ref double start = ref target.Start.Row(i)[at.Column];
                AddTile<TLanes>(panels, (n, target.Scale), ref start, ref target.Sum.Row(i)[at.Column]);
                continue;
            }

            // Sums go on from what is there, as in whole tiles, so that no digit depends on the width.
            for (int r = i; r < Math.Min(i + TileRows, n); r++)
            {
                int first = ((r - i) * width) + Before(r, at.Column, width);
                Inside(target.Start, r, at.Column, width).CopyTo(edge.AsSpan(first));
            }

            AddTile<TLanes>(panels, (width, target.Scale), ref edge[0], ref edge[0]);
            for (int r = i; r < Math.Min(i + TileRows, n); r++)
            {
                Span<double> inside = Inside(target.Sum, r, at.Column, width);
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

    // One row into panel after panel of so many columns, each row after row. What the last panel has too much is never
    // read back.
    private static void Pack<TLanes>(
        ReadOnlySpan<double> row,
        ReadOnlySpan<double> centre,
        double factor,
        (int At, int Count) rows,
        (int Width, double[] Values) panels)
        where TLanes : struct, ILanes<TLanes>
    {
        int width = panels.Width;
        int whole = row.Length / width * width;
        TLanes factors = TLanes.All(factor);
        ref double from = ref MemoryMarshal.GetReference(row);
        ref double less = ref MemoryMarshal.GetReference(centre[..row.Length]);
        for (int j = 0; j < whole; j += width)
        {
            ref double to = ref panels.Values[(j * rows.Count) + (rows.At * width)];
            for (int k = 0; k < width; k += TLanes.Width)
            {
                TLanes entries = TLanes.Load(ref from, j + k) - TLanes.Load(ref less, j + k);
                TLanes.Store(factors * entries, ref to, k);
            }
        }

        for (int j = whole; j < row.Length; j++)
        {
            panels.Values[(whole * rows.Count) + (rows.At * width) + j - whole] = factor * (row[j] - centre[j]);
        }
    }

    // A multiple of what a tile starts from, plus the products of four columns and three registers of columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddTile<TLanes>(
        Panels panels, (nint Stride, double Scale) start, ref double from, ref double into)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double narrow = ref panels.Narrow;
        ref double wide = ref panels.Wide;
        int rows = panels.Rows;
        int width = TLanes.Width;
        nint stride = start.Stride;
        (TLanes a0, TLanes a1, TLanes a2) = (default, default, default);
        (TLanes b0, TLanes b1, TLanes b2) = (default, default, default);
        (TLanes c0, TLanes c1, TLanes c2) = (default, default, default);
        (TLanes d0, TLanes d1, TLanes d2) = (default, default, default);
        FetchNext(ref into, stride);
        if (start.Scale != 0.0)
        {
            FetchNext(ref from, stride);
            TLanes scale = TLanes.All(start.Scale);
            (a0, a1, a2) = Load(scale, ref from);
            (b0, b1, b2) = Load(scale, ref Unsafe.Add(ref from, stride));
            (c0, c1, c2) = Load(scale, ref Unsafe.Add(ref from, 2 * stride));
            (d0, d1, d2) = Load(scale, ref Unsafe.Add(ref from, 3 * stride));
        }

        for (int t = 0; t < rows; t++)
        {
            TLanes x0 = TLanes.Load(ref wide, 0);
            TLanes x1 = TLanes.Load(ref wide, width);
            TLanes x2 = TLanes.Load(ref wide, 2 * width);
            TLanes y = TLanes.All(narrow);
            TLanes.AddProduct(ref a0, y, x0);
            TLanes.AddProduct(ref a1, y, x1);
            TLanes.AddProduct(ref a2, y, x2);
            y = TLanes.All(Unsafe.Add(ref narrow, 1));
            TLanes.AddProduct(ref b0, y, x0);
            TLanes.AddProduct(ref b1, y, x1);
            TLanes.AddProduct(ref b2, y, x2);
            y = TLanes.All(Unsafe.Add(ref narrow, 2));
            TLanes.AddProduct(ref c0, y, x0);
            TLanes.AddProduct(ref c1, y, x1);
            TLanes.AddProduct(ref c2, y, x2);
            y = TLanes.All(Unsafe.Add(ref narrow, 3));
            TLanes.AddProduct(ref d0, y, x0);
            TLanes.AddProduct(ref d1, y, x1);
            TLanes.AddProduct(ref d2, y, x2);
            wide = ref Unsafe.Add(ref wide, TileRegisters * width);
            narrow = ref Unsafe.Add(ref narrow, TileRows);
        }

        Store((a0, a1, a2), ref into);
        Store((b0, b1, b2), ref Unsafe.Add(ref into, stride));
        Store((c0, c1, c2), ref Unsafe.Add(ref into, 2 * stride));
        Store((d0, d1, d2), ref Unsafe.Add(ref into, 3 * stride));
    }

    // The tile below: its rows lie too far apart for the machine to guess that they come next, and a whole product fits
    // into no near cache.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchNext(ref double tile, nint stride)
    {
        for (int row = TileRows; row < 2 * TileRows; row++)
        {
            Ahead.Fetch(ref tile, row * stride);
            Ahead.Fetch(ref tile, (row * stride) + LastEntry);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes First, TLanes Second, TLanes Third) Load<TLanes>(TLanes scale, ref double row)
        where TLanes : struct, ILanes<TLanes> =>
        (scale * TLanes.Load(ref row, 0),
            scale * TLanes.Load(ref row, TLanes.Width),
            scale * TLanes.Load(ref row, 2 * TLanes.Width));

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

    // What tiles start from, times a scale, and where they go.
    private readonly record struct Target(Matrix Start, double Scale, Matrix Sum);

    /// <summary>What is added up: a multiple of a symmetric matrix, of which the upper triangle is read, and one of
    /// <c>(X - 1 c')'(X - 1 c')</c>.</summary>
    public readonly ref struct Terms(Matrix start, double scale)
    {
        /// <summary>The symmetric matrix, shape (N, N); it may be the sum's own.</summary>
        public Matrix Start { get; } = start;

        public double Scale { get; } = scale;

        /// <summary>Shape (T, N).</summary>
        public required Matrix X { get; init; }

        /// <summary>c, shape (N).</summary>
        public required ReadOnlySpan<double> Centre { get; init; }

        public required double Factor { get; init; }
    }
}
