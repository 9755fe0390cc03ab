using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Linear;

/// <summary>Sums of multiples of rows, <c>y = sum_k f_k row_k</c>: a matrix times a vector from its columns' side.
/// Strips of columns are summed in registers over all rows, so that y is written once and the rows are all that is
/// read.</summary>
internal static class RowMix
{
    private const int StripRegisters = 8;

    /// <summary>Mixes rows of a matrix.</summary>
    /// <param name="rows">Row-major memory.</param>
    /// <param name="stride">Distance from one row to the next.</param>
    /// <param name="which">Shape (K): the rows; empty where they are the first K in order.</param>
    /// <param name="factors">f, shape (K).</param>
    /// <param name="y">As many columns as are wanted; written whole; other memory than the rows.</param>
    public static void Of(
        ReadOnlySpan<double> rows,
        int stride,
        ReadOnlySpan<int> which,
        ReadOnlySpan<double> factors,
        Span<double> y)
    {
        int last = which.IsEmpty ? factors.Length - 1 : Largest(which);
        if ((last >= 0 && ((long)last * stride) + y.Length > rows.Length)
            || (!which.IsEmpty && which.Length != factors.Length))
        {
            throw new ArgumentException("rows and factors do not go together");
        }

        ref double origin = ref MemoryMarshal.GetReference(rows);
        Terms terms = new(ref origin, stride, which, ref MemoryMarshal.GetReference(factors), factors.Length);
        if (Vector512.IsHardwareAccelerated && y.Length >= Lanes512.Width)
        {
            Mix<Lanes512>(terms, y);
        }
        else if (y.Length >= Lanes256.Width)
        {
            Mix<Lanes256>(terms, y);
        }
        else
        {
            MixOneByOne(terms, y);
        }
    }

    private static int Largest(ReadOnlySpan<int> which)
    {
        int largest = 0;
        foreach (int row in which)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            largest = Math.Max(largest, row);
        }

        return largest;
    }

    // The last strip of each kind ends where y does, and sums again what it shares with the one before.
    private static void Mix<TLanes>(Terms terms, Span<double> y)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double to = ref MemoryMarshal.GetReference(y);
        int wide = StripRegisters * TLanes.Width;
        int width = y.Length >= wide ? wide : TLanes.Width;
        for (int j = 0; j < y.Length; j += width)
        {
            int column = Math.Min(j, y.Length - width);
            if (width == wide)
            {
                MixStrip<TLanes>(terms, column, ref Unsafe.Add(ref to, column));
            }
            else
            {
                MixRegister<TLanes>(terms, column, ref Unsafe.Add(ref to, column));
            }
        }
    }

    private static void MixStrip<TLanes>(Terms terms, int column, ref double to)
        where TLanes : struct, ILanes<TLanes>
    {
        int width = TLanes.Width;
        TLanes a = TLanes.All(0.0);
        TLanes b = a;
        TLanes c = a;
        TLanes d = a;
        TLanes e = a;
        TLanes f = a;
        TLanes g = a;
        TLanes h = a;
        for (int k = 0; k < terms.Count; k++)
        {
            ref double from = ref Unsafe.Add(ref terms.Row(k), column);
            TLanes factor = TLanes.All(Unsafe.Add(ref terms.Factors, k));
            a = TLanes.Accumulated(factor, ref from, 0, a);
            b = TLanes.Accumulated(factor, ref from, width, b);
            c = TLanes.Accumulated(factor, ref from, 2 * width, c);
            d = TLanes.Accumulated(factor, ref from, 3 * width, d);
            e = TLanes.Accumulated(factor, ref from, 4 * width, e);
            f = TLanes.Accumulated(factor, ref from, 5 * width, f);
            g = TLanes.Accumulated(factor, ref from, 6 * width, g);
            h = TLanes.Accumulated(factor, ref from, 7 * width, h);
        }

        TLanes.Store(a, ref to, 0);
        TLanes.Store(b, ref to, width);
        TLanes.Store(c, ref to, 2 * width);
        TLanes.Store(d, ref to, 3 * width);
        TLanes.Store(e, ref to, 4 * width);
        TLanes.Store(f, ref to, 5 * width);
        TLanes.Store(g, ref to, 6 * width);
        TLanes.Store(h, ref to, 7 * width);
    }

    private static void MixRegister<TLanes>(Terms terms, int column, ref double to)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.All(0.0);
        for (int k = 0; k < terms.Count; k++)
        {
            TLanes factor = TLanes.All(Unsafe.Add(ref terms.Factors, k));
            sum = TLanes.Accumulated(factor, ref terms.Row(k), column, sum);
        }

        TLanes.Store(sum, ref to, 0);
    }

    private static void MixOneByOne(Terms terms, Span<double> y)
    {
        for (int j = 0; j < y.Length; j++)
        {
            double sum = 0.0;
            for (int k = 0; k < terms.Count; k++)
            {
                sum += Unsafe.Add(ref terms.Factors, k) * Unsafe.Add(ref terms.Row(k), j);
            }

            y[j] = sum;
        }
    }

    // The rows and what each counts, whose bounds have been checked.
    private readonly ref struct Terms(
        ref double origin, nint stride, ReadOnlySpan<int> which, ref double factors, int count)
    {
        public readonly ref double Factors = ref factors;
        public readonly int Count = count;
        private readonly ref double origin = ref origin;
        private readonly nint stride = stride;
        private readonly ReadOnlySpan<int> which = which;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref double Row(int k) => ref Unsafe.Add(ref origin, stride * (which.IsEmpty ? k : which[k]));
    }
}
