using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Linear;

/// <summary>What a square matrix and its mirror image have to do with each other. Work is done block by block, so that
/// both stay in cache, and four entries at a time.</summary>
internal static class Symmetry
{
    private const int Block = 32;
    private const int Lanes = 4;

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
        for (int j = left; j < Math.Min(left + Block, n); j++)
        {
            int end = Math.Min(top + Block, j);
            int i = top;
            for (; i <= end - Lanes; i += Lanes)
            {
                Column(ref origin, n, i, j).StoreUnsafe(ref origin, (nuint)((j * n) + i));
            }

            for (; i < end; i++)
            {
                Unsafe.Add(ref origin, (j * n) + i) = Unsafe.Add(ref origin, (i * n) + j);
            }
        }
    }

    // Four entries of a column, from a row down.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Column(ref double origin, int n, int row, int column)
    {
        ref double first = ref Unsafe.Add(ref origin, (row * n) + column);
        return Vector256.Create(
            first, Unsafe.Add(ref first, n), Unsafe.Add(ref first, 2 * n), Unsafe.Add(ref first, 3 * n));
    }

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
            for (int i = top; i < Math.Min(top + Block, n); i++)
            {
                int end = Math.Min(left + Block, i + 1);
                int j = left;
                for (; j <= end - Lanes; j += Lanes)
                {
                    seen.See(Vector256.LoadUnsafe(ref origin, (nuint)((i * n) + j)), Column(ref origin, n, j, i));
                }

                for (; j < end; j++)
                {
                    seen.See(
                        Vector256.Create(Unsafe.Add(ref origin, (i * n) + j)),
                        Vector256.Create(Unsafe.Add(ref origin, (j * n) + i)));
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
