using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Simd;

/// <summary>Four doubles: AVX2 with fused multiplication.</summary>
internal struct Lanes256(Vector256<double> value) : ILanes<Lanes256>
{
    private Vector256<double> value = value;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 All(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref double first, nint offset) =>
        new(Vector256.LoadUnsafe(ref Unsafe.Add(ref first, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, ref double first, nint offset) =>
        value.value.StoreUnsafe(ref Unsafe.Add(ref first, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) =>
        new(Vector256.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes256 sum, Lanes256 a, Lanes256 b) =>
        sum.value = Vector256.FusedMultiplyAdd(a.value, b.value, sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Accumulated(Lanes256 a, ref double p, nint offset, Lanes256 c) =>
        new(Vector256.FusedMultiplyAdd(a.value, Vector256.LoadUnsafe(ref Unsafe.Add(ref p, offset)), c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Widened(Lanes256 gap, Lanes256 a, ref double p, (Lanes256 B, Lanes256 C) whole) =>
        new(Vector256.MaxNative(
            gap.value,
            Vector256.Abs(Vector256.FusedMultiplyAdd(
                whole.B.value, whole.C.value, a.value * Vector256.LoadUnsafe(ref p)))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Subtracted(Lanes256 a, Lanes256 b, Lanes256 c) =>
        new(Vector256.FusedMultiplyAdd(-a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 left, Lanes256 right) => new(Vector256.MaxNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(Lanes256 left, Lanes256 right) => new(Vector256.MinNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Abs(Lanes256 value) => new(Vector256.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Signed(Lanes256 size, Lanes256 sign) => new(Vector256.CopySign(size.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Lanes256 left, Lanes256 right) =>
        (uint)Vector256.GreaterThan(left.value, right.value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greatest(Lanes256 value) =>
        Lanes128.Greatest(new(Vector128.MaxNative(value.value.GetLower(), value.value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Least(Lanes256 value) =>
        Lanes128.Least(new(Vector128.MinNative(value.value.GetLower(), value.value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes256 value) => Vector256.Sum(value.value);
}
