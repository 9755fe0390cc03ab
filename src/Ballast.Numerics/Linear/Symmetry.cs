using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ballast.Numerics.Linear;

/// <summary>What a square matrix and its mirror image have to do with each other. Work is done block by block, so that
/// both stay in cache, and four entries at a time.</summary>
internal static class Symmetry
{
    private const int Block = 32;
    private const int Lanes = 4;

    // Of two registers, the half that each gives: the first's and then the second's.
    private const byte LowHalves = 0x20;
    private const byte HighHalves = 0x31;

    /// <summary>The largest difference between an entry and its mirror image, and the largest absolute entry; both NaN
    /// where an entry is NaN or infinite.</summary>
    public static (double Asymmetry, double Largest) Measure(Matrix square)
    {
        Extent extent = default;
        for (int i = 0; i < square.Rows; i += Block)
        {
            for (int j = 0; j <= i; j += Block)
            {
                extent.See(square, i, j);
            }
        }

        return extent.Found();
    }

    /// <summary>Makes a square matrix symmetric by what stands above its diagonal.</summary>
    public static void MirrorUpper(Matrix square)
    {
        for (int i = 0; i < square.Rows; i += Block)
        {
            for (int j = i; j < square.Rows; j += Block)
            {
                MirrorBlock(square, i, j);
            }
        }
    }

    private static void MirrorBlock(Matrix square, int top, int left)
    {
        int n = square.Rows;
        ref double origin = ref MemoryMarshal.GetReference(square.Values);
        int end = Math.Min(left + Block, n);
        for (int j = left; j < end; j += Lanes)
        {
            int i = top;
            for (; j <= end - Lanes && i <= Math.Min(top + Block, j) - Lanes; i += Lanes)
            {
                Columns columns = Turned(ref origin, n, i, j);
                columns.First.StoreUnsafe(ref origin, (nuint)((j * n) + i));
                columns.Second.StoreUnsafe(ref origin, (nuint)(((j + 1) * n) + i));
                columns.Third.StoreUnsafe(ref origin, (nuint)(((j + 2) * n) + i));
                columns.Fourth.StoreUnsafe(ref origin, (nuint)(((j + 3) * n) + i));
            }

            for (int row = j; row < Math.Min(j + Lanes, end); row++)
            {
                for (int k = i; k < Math.Min(top + Block, row); k++)
                {
                    Unsafe.Add(ref origin, (row * n) + k) = Unsafe.Add(ref origin, (k * n) + row);
                }
            }
        }
    }

    // Four entries of four columns, from a row down.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Columns Turned(ref double origin, int n, int row, int column)
    {
        ref double first = ref Unsafe.Add(ref origin, (row * n) + column);
        ref double third = ref Unsafe.Add(ref first, 2 * n);
        if (!Avx.IsSupported)
        {
            return new Columns(
                Down(ref first, n, 0), Down(ref first, n, 1), Down(ref first, n, 2), Down(ref first, n, 3));
        }

        var a = Vector256.LoadUnsafe(ref first);
        var b = Vector256.LoadUnsafe(ref first, (nuint)n);
        var c = Vector256.LoadUnsafe(ref third);
        var d = Vector256.LoadUnsafe(ref third, (nuint)n);
        Vector256<double> evenAbove = Avx.UnpackLow(a, b);
        Vector256<double> oddAbove = Avx.UnpackHigh(a, b);
        Vector256<double> evenBelow = Avx.UnpackLow(c, d);
        Vector256<double> oddBelow = Avx.UnpackHigh(c, d);
        return new Columns(
            Avx.Permute2x128(evenAbove, evenBelow, LowHalves),
            Avx.Permute2x128(oddAbove, oddBelow, LowHalves),
            Avx.Permute2x128(evenAbove, evenBelow, HighHalves),
            Avx.Permute2x128(oddAbove, oddBelow, HighHalves));
    }

    private static Vector256<double> Down(ref double first, int n, int column) => Vector256.Create(
        Unsafe.Add(ref first, column),
        Unsafe.Add(ref first, n + column),
        Unsafe.Add(ref first, (2 * n) + column),
        Unsafe.Add(ref first, (3 * n) + column));

    private readonly record struct Columns(
        Vector256<double> First, Vector256<double> Second, Vector256<double> Third, Vector256<double> Fourth);

    // What has been seen so far, lane by lane.
    private struct Extent
    {
        private Vector256<double> differences;
        private Vector256<double> sizes;

        // Zero times a finite number is zero; times NaN or infinity it is NaN, and stays so in a sum. Two sums, so that
        // neither waits for the other.
        private Vector256<double> probe;
        private Vector256<double> mirroredProbe;

        // One block on or below the diagonal, and its mirror image.
        public void See(Matrix square, int top, int left)
        {
            int n = square.Rows;
            ref double origin = ref MemoryMarshal.GetReference(square.Values);
            Extent seen = this;
            int end = Math.Min(top + Block, n);
            for (int i = top; i < end; i += Lanes)
            {
                int j = left;
                for (; i <= end - Lanes && j <= Math.Min(left + Block, i) - Lanes; j += Lanes)
                {
                    Columns mirrored = Turned(ref origin, n, j, i);
                    seen.See(Vector256.LoadUnsafe(ref origin, (nuint)((i * n) + j)), mirrored.First);
                    seen.See(Vector256.LoadUnsafe(ref origin, (nuint)(((i + 1) * n) + j)), mirrored.Second);
                    seen.See(Vector256.LoadUnsafe(ref origin, (nuint)(((i + 2) * n) + j)), mirrored.Third);
                    seen.See(Vector256.LoadUnsafe(ref origin, (nuint)(((i + 3) * n) + j)), mirrored.Fourth);
                }

                for (int row = i; row < Math.Min(i + Lanes, end); row++)
                {
                    for (int k = j; k < Math.Min(left + Block, row + 1); k++)
                    {
                        seen.See(
                            Vector256.Create(Unsafe.Add(ref origin, (row * n) + k)),
                            Vector256.Create(Unsafe.Add(ref origin, (k * n) + row)));
                    }
                }
            }

            this = seen;
        }

        public readonly (double Asymmetry, double Largest) Found() => Vector256.Sum(probe + mirroredProbe) == 0.0
            ? (Greatest(differences), Greatest(sizes))
            : (double.NaN, double.NaN);

        private static double Greatest(Vector256<double> lanes) =>
            Math.Max(Math.Max(lanes[0], lanes[1]), Math.Max(lanes[2], lanes[3]));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void See(Vector256<double> entries, Vector256<double> mirrored)
        {
            Vector256<double> larger = Vector256.MaxNative(Vector256.Abs(entries), Vector256.Abs(mirrored));
            differences = Vector256.MaxNative(differences, Vector256.Abs(entries - mirrored));
            sizes = Vector256.MaxNative(sizes, larger);
            probe = Vector256.FusedMultiplyAdd(entries, Vector256<double>.Zero, probe);
            mirroredProbe = Vector256.FusedMultiplyAdd(mirrored, Vector256<double>.Zero, mirroredProbe);
        }
    }
}
