using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Simd;

/// <summary>Eight doubles: AVX-512.</summary>
internal struct Lanes512(Vector512<double> value) : ILanes<Lanes512>
{
    private Vector512<double> value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 All(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref double first, nint offset) =>
        new(Vector512.LoadUnsafe(ref Unsafe.Add(ref first, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 value, ref double first, nint offset) =>
        value.value.StoreUnsafe(ref Unsafe.Add(ref first, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) =>
        new(Vector512.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes512 sum, Lanes512 a, Lanes512 b) =>
        sum.value = Vector512.FusedMultiplyAdd(a.value, b.value, sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Accumulated(Lanes512 a, ref double p, nint offset, Lanes512 c) =>
        new(Vector512.FusedMultiplyAdd(a.value, Vector512.LoadUnsafe(ref Unsafe.Add(ref p, offset)), c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Widened(Lanes512 gap, Lanes512 a, ref double p, (Lanes512 B, Lanes512 C) whole) =>
        new(Vector512.MaxNative(
            gap.value,
            Vector512.Abs(Vector512.FusedMultiplyAdd(
                whole.B.value, whole.C.value, a.value * Vector512.LoadUnsafe(ref p)))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Subtracted(Lanes512 a, Lanes512 b, Lanes512 c) =>
        new(Vector512.FusedMultiplyAdd(-a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 left, Lanes512 right) => new(Vector512.MaxNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Min(Lanes512 left, Lanes512 right) => new(Vector512.MinNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Abs(Lanes512 value) => new(Vector512.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Signed(Lanes512 size, Lanes512 sign) => new(Vector512.CopySign(size.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Lanes512 left, Lanes512 right) =>
        (uint)Vector512.GreaterThan(left.value, right.value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greatest(Lanes512 value) =>
        Lanes256.Greatest(new(Vector256.MaxNative(value.value.GetLower(), value.value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Least(Lanes512 value) =>
        Lanes256.Least(new(Vector256.MinNative(value.value.GetLower(), value.value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes512 value) => Vector512.Sum(value.value);
}
