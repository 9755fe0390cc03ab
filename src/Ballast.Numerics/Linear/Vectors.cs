using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Linear;

/// <summary>The few vector kernels that every solver is made of. They allocate nothing; NaN and infinity propagate as
/// IEEE 754 says. Sums are taken in lanes, so they can differ from a plain loop in the last digits, but never between
/// two runs on one machine.</summary>
public static class Vectors
{
    /// <summary>The inner product <c>sum(x_i y_i)</c>.</summary>
    /// <param name="x">Shape (N).</param>
    /// <param name="y">Shape (N).</param>
    /// <returns>A scalar; 0 when empty.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSame(x.Length, y.Length);
        ref double left = ref MemoryMarshal.GetReference(x);
        ref double right = ref MemoryMarshal.GetReference(y);
        return Vector512.IsHardwareAccelerated
            ? Dot<Lanes512>(ref left, ref right, x.Length)
            : Dot<Lanes256>(ref left, ref right, x.Length);
    }

    /// <summary>The squared distance <c>sum((x_i - y_i)^2)</c>.</summary>
    /// <param name="x">Shape (N).</param>
    /// <param name="y">Shape (N).</param>
    /// <returns>Zero or more; 0 when empty.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSame(x.Length, y.Length);
        ref double left = ref MemoryMarshal.GetReference(x);
        ref double right = ref MemoryMarshal.GetReference(y);
        Vector256<double> first = Vector256<double>.Zero;
        Vector256<double> second = Vector256<double>.Zero;
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            Vector256<double> a = Vector256.LoadUnsafe(ref left, (nuint)i) - Vector256.LoadUnsafe(ref right, (nuint)i);
            Vector256<double> b = Vector256.LoadUnsafe(ref left, (nuint)(i + 4))
                - Vector256.LoadUnsafe(ref right, (nuint)(i + 4));
            first = Vector256.FusedMultiplyAdd(a, a, first);
            second = Vector256.FusedMultiplyAdd(b, b, second);
        }

        double sum = Vector256.Sum(first + second);
        for (; i < x.Length; i++)
        {
            double difference = Unsafe.Add(ref left, i) - Unsafe.Add(ref right, i);
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>Adds a multiple of one vector to another: <c>y_i += a x_i</c>.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="x">Shape (N).</param>
    /// <param name="y">Shape (N); changed in place.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void AddScaled(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        RequireSame(x.Length, y.Length);
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double to = ref MemoryMarshal.GetReference(y);
        Vector512<double> factor = Vector512.Create(a);
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            Vector512.FusedMultiplyAdd(factor, Load(ref from, i), Load(ref to, i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            Unsafe.Add(ref to, i) += a * Unsafe.Add(ref from, i);
        }
    }

    /// <summary>Adds multiples of two vectors to a third in one pass: <c>y_i += a x_i + b z_i</c>.</summary>
    /// <param name="a">The factor of x.</param>
    /// <param name="x">Shape (N).</param>
    /// <param name="b">The factor of z.</param>
    /// <param name="z">Shape (N).</param>
    /// <param name="y">Shape (N); changed in place.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void AddScaledPair(
        double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> z, Span<double> y)
    {
        RequireSame(x.Length, y.Length);
        RequireSame(z.Length, y.Length);
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(z);
        ref double to = ref MemoryMarshal.GetReference(y);
        Vector512<double> left = Vector512.Create(a);
        Vector512<double> right = Vector512.Create(b);
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            Vector512<double> sum = Vector512.FusedMultiplyAdd(left, Load(ref first, i), Load(ref to, i));
            Vector512.FusedMultiplyAdd(right, Load(ref second, i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            Unsafe.Add(ref to, i) += (a * Unsafe.Add(ref first, i)) + (b * Unsafe.Add(ref second, i));
        }
    }

    /// <summary>Multiplies every entry: <c>x_i *= a</c>.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="x">Shape (N); changed in place.</param>
    public static void Scale(double a, Span<double> x) => Scale(a, x, x);

    /// <summary>Writes a multiple of every entry: <c>y_i = a x_i</c>.</summary>
    /// <param name="a">The factor.</param>
    /// <param name="x">Shape (N).</param>
    /// <param name="y">Shape (N); written whole.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Scale(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        RequireSame(x.Length, y.Length);
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double to = ref MemoryMarshal.GetReference(y);
        Vector512<double> factor = Vector512.Create(a);
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            (factor * Load(ref from, i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            Unsafe.Add(ref to, i) = a * Unsafe.Add(ref from, i);
        }
    }

    /// <summary>The sum of all entries, taken from the first to the last.</summary>
    /// <param name="x">Shape (N).</param>
    /// <returns>A scalar; 0 when empty.</returns>
    public static double Sum(ReadOnlySpan<double> x)
    {
        double sum = 0.0;
        foreach (double value in x)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>The largest absolute entry.</summary>
    /// <param name="x">Shape (N).</param>
    /// <returns>Zero or more; 0 when empty, NaN where one entry is NaN.</returns>
    public static double LargestMagnitude(ReadOnlySpan<double> x)
    {
        ref double from = ref MemoryMarshal.GetReference(x);
        double largest = 0.0;
        int i = 0;
        if (x.Length >= 4)
        {
            Vector256<double> lanes = Vector256<double>.Zero;
            for (; i <= x.Length - 4; i += 4)
            {
                lanes = Vector256.Max(lanes, Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)i)));
            }

            largest = Math.Max(Math.Max(lanes[0], lanes[1]), Math.Max(lanes[2], lanes[3]));
        }

        for (; i < x.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(x[i]));
        }

        return largest;
    }

    /// <summary>Where the first NaN or infinity stands.</summary>
    /// <param name="x">Shape (N).</param>
    /// <returns>Its index, or -1 where all entries are finite.</returns>
    public static int FirstNotFinite(ReadOnlySpan<double> x)
    {
        // Zero times a finite number is zero; times NaN or infinity it is NaN, and stays so in a sum.
        ref double from = ref MemoryMarshal.GetReference(x);
        Vector256<double> sum = Vector256<double>.Zero;
        int first = 0;
        for (; first <= x.Length - 4; first += 4)
        {
            sum += Vector256.LoadUnsafe(ref from, (nuint)first) * Vector256<double>.Zero;
        }

        first = Vector256.Sum(sum) == 0.0 ? first : 0;
        for (int i = first; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Turns two vectors in their common plane: <c>(x, y) = (c x + s y, c y - s x)</c>.</summary>
    /// <param name="c">Cosine.</param>
    /// <param name="s">Sine.</param>
    /// <param name="x">Shape (N); changed in place.</param>
    /// <param name="y">Shape (N); changed in place.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Rotate(double c, double s, Span<double> x, Span<double> y)
    {
        RequireSame(x.Length, y.Length);
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(y);
        Vector512<double> cosine = Vector512.Create(c);
        Vector512<double> sine = Vector512.Create(s);
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            Vector512<double> a = Load(ref first, i);
            Vector512<double> b = Load(ref second, i);
            ((cosine * a) + (sine * b)).StoreUnsafe(ref first, (nuint)i);
            ((cosine * b) - (sine * a)).StoreUnsafe(ref second, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            (x[i], y[i]) = ((c * x[i]) + (s * y[i]), (c * y[i]) - (s * x[i]));
        }
    }

    // Four sums, so that no product waits for the one before. A register that the machine lacks would live in memory.
    private static double Dot<TLanes>(ref double x, ref double y, int length)
        where TLanes : struct, ILanes<TLanes>
    {
        int width = TLanes.Width;
        int i = 0;
        double sum = 0.0;
        if (length >= width)
        {
            TLanes a = TLanes.All(0.0);
            TLanes b = a;
            TLanes c = a;
            TLanes d = a;
            for (; i <= length - (4 * width); i += 4 * width)
            {
                ref double near = ref Unsafe.Add(ref x, i);
                ref double far = ref Unsafe.Add(ref y, i);
                a = TLanes.Accumulated(TLanes.Load(ref near, 0), ref far, 0, a);
                b = TLanes.Accumulated(TLanes.Load(ref near, width), ref far, width, b);
                c = TLanes.Accumulated(TLanes.Load(ref near, 2 * width), ref far, 2 * width, c);
                d = TLanes.Accumulated(TLanes.Load(ref near, 3 * width), ref far, 3 * width, d);
            }

            for (; i <= length - width; i += width)
            {
                a = TLanes.Accumulated(TLanes.Load(ref x, i), ref y, i, a);
            }

            sum = TLanes.Sum((a + b) + (c + d));
        }

        for (; i < length; i++)
        {
            sum += Unsafe.Add(ref x, i) * Unsafe.Add(ref y, i);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load(ref double origin, int index) =>
        Vector512.LoadUnsafe(ref origin, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RequireSame(int first, int second)
    {
        if (first != second)
        {
            ThrowDiffering(first, second);
        }
    }

    // Apart from the check, which would not be inlined with it.
    private static void ThrowDiffering(int first, int second) =>
        throw new ArgumentException($"vectors of {first} and {second} entries do not go together");
}
