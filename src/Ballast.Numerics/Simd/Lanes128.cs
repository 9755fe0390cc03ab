using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Simd;

/// <summary>Two doubles: what every machine has.</summary>
internal struct Lanes128(Vector128<double> value) : ILanes<Lanes128>
{
    private Vector128<double> value = value;

    public static int Width => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 All(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref double first, nint offset) =>
        new(Vector128.LoadUnsafe(ref Unsafe.Add(ref first, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, ref double first, nint offset) =>
        value.value.StoreUnsafe(ref Unsafe.Add(ref first, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new(Vector128.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes128 sum, Lanes128 a, Lanes128 b) =>
        sum.value = Vector128.FusedMultiplyAdd(a.value, b.value, sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Accumulated(Lanes128 a, ref double p, nint offset, Lanes128 c) =>
        new(Vector128.FusedMultiplyAdd(a.value, Vector128.LoadUnsafe(ref Unsafe.Add(ref p, offset)), c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Widened(Lanes128 gap, Lanes128 a, ref double p, (Lanes128 B, Lanes128 C) whole) =>
        new(Vector128.MaxNative(
            gap.value,
            Vector128.Abs(Vector128.FusedMultiplyAdd(
                whole.B.value, whole.C.value, a.value * Vector128.LoadUnsafe(ref p)))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Subtracted(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new(Vector128.FusedMultiplyAdd(-a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Max(Lanes128 left, Lanes128 right) => new(Vector128.MaxNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Min(Lanes128 left, Lanes128 right) => new(Vector128.MinNative(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Abs(Lanes128 value) => new(Vector128.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Signed(Lanes128 size, Lanes128 sign) => new(Vector128.CopySign(size.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(Lanes128 left, Lanes128 right) =>
        (uint)Vector128.GreaterThan(left.value, right.value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greatest(Lanes128 value) =>
        double.MaxNative(value.value.GetElement(0), value.value.GetElement(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Least(Lanes128 value) =>
        double.MinNative(value.value.GetElement(0), value.value.GetElement(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes128 value) => Vector128.Sum(value.value);
}
