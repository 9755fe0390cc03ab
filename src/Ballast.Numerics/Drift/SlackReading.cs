using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Drift;

/// <summary>
/// How far prices must part before a portfolio can leave a band: the least over its assets of the ratio between the
/// odds <c>w / (1 - w)</c> of the nearer end of the band and those now, less one. Zero or less where it is outside
/// already; infinity where it can never leave.
/// </summary>
internal static class SlackReading
{
    /// <summary>Ratios are taken to be less by this part of them than they come out.</summary>
    public const double Rounding = 1e-9;

    // Closer to a weight of one, digits of 1 - w are too few; such a band counts as left.
    private const double Solid = 1e-6;

    /// <summary>Reads a block.</summary>
    /// <param name="book">Portfolios.</param>
    /// <param name="block">Which of its blocks.</param>
    /// <param name="prices">p.</param>
    /// <param name="slacks">One each, as many as a block holds.</param>
    public static void Read(DriftBlocks<double> book, int block, ReadOnlySpan<double> prices, Span<double> slacks)
    {
        Four(book, block, 0, prices).CopyTo(slacks);
        Four(book, block, (nuint)Vector256<double>.Count, prices).CopyTo(slacks[Vector256<double>.Count..]);
    }

    /// <summary>A bit for each portfolio of a block whose slack is below a horizon; without a division.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Nearer(DriftBlocks<double> book, int block, ReadOnlySpan<double> prices, double horizon)
    {
        int four = Vector256<double>.Count;
        double limit = (1.0 + horizon) / (1.0 - Rounding);
        uint low = FourBelow(book, (block, 0), prices, limit).ExtractMostSignificantBits();
        uint high = FourBelow(book, (block, (nuint)four), prices, limit).ExtractMostSignificantBits();
        return low | (high << four);
    }

    // A ratio is below a limit where its numerator is below so many denominators; never where both are zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> FourBelow(
        DriftBlocks<double> book, (int Block, nuint Half) at, ReadOnlySpan<double> prices, double limit)
    {
        Vector256<double> whole = Whole(book, at, prices), one = Vector256<double>.One, zero = Vector256<double>.Zero;
        Vector256<double> band = Vector256.LoadUnsafe(ref book.Line(at.Block, 2 * prices.Length), at.Half);
        Vector256<double> most = Vector256.Create(limit), solid = Vector256.Create(Solid), near = zero;
        for (int i = 0; i < prices.Length; i++)
        {
            Vector256<double> value =
                Vector256.LoadUnsafe(ref book.Line(at.Block, i), at.Half) * Vector256.Create(prices[i]);
            Vector256<double> rest = whole - value;
            Vector256<double> target = Vector256.LoadUnsafe(ref book.Line(at.Block, prices.Length + i), at.Half);
            Vector256<double> upper = target + band, lower = target - band, above = one - upper;
            Vector256<double> up =
                Vector256.LessThan(upper * rest, most * (above * value)) | Vector256.LessThan(above, solid);
            Vector256<double> down = Vector256.LessThan((one - lower) * value, most * (lower * rest));

            // No weight is above one or below zero: such an end is never reached.
            near |= (up & Vector256.LessThan(upper, one)) | (down & Vector256.GreaterThan(lower, zero));
        }

        return near;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Whole(
        DriftBlocks<double> book, (int Block, nuint Half) at, ReadOnlySpan<double> prices)
    {
        Vector256<double> whole = Vector256<double>.Zero;
        for (int i = 0; i < prices.Length; i++)
        {
            whole += Vector256.LoadUnsafe(ref book.Line(at.Block, i), at.Half) * Vector256.Create(prices[i]);
        }

        return whole;
    }

    private static Vector256<double> Four(
        DriftBlocks<double> book, int block, nuint half, ReadOnlySpan<double> prices)
    {
        Vector256<double> whole = Whole(book, (block, half), prices), one = Vector256<double>.One;
        Vector256<double> band = Vector256.LoadUnsafe(ref book.Line(block, 2 * prices.Length), half);
        Vector256<double> never = Vector256.Create(double.PositiveInfinity), least = never;
        for (int i = 0; i < prices.Length; i++)
        {
            Vector256<double> value = Vector256.LoadUnsafe(ref book.Line(block, i), half) * Vector256.Create(prices[i]);
            Vector256<double> rest = whole - value;
            Vector256<double> target = Vector256.LoadUnsafe(ref book.Line(block, prices.Length + i), half);
            Vector256<double> upper = target + band, lower = target - band, above = one - upper;

            // No weight is above one or below zero: such an end is never reached.
            Vector256<double> up = upper * rest / (above * value);
            up = Vector256.ConditionalSelect(
                Vector256.LessThan(above, Vector256.Create(Solid)), Vector256<double>.Zero, up);
            up = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(upper, one), never, up);
            Vector256<double> down = (one - lower) * value / (lower * rest);
            down = Vector256.ConditionalSelect(
                Vector256.LessThanOrEqual(lower, Vector256<double>.Zero), never, down);
            least = Vector256.MinNative(least, Vector256.MinNative(Known(up, never), Known(down, never)));
        }

        return (least * Vector256.Create(1.0 - Rounding)) - one;
    }

    // Zero over zero: a weight of nothing, or of everything, stays what it is at any prices.
    private static Vector256<double> Known(Vector256<double> ratio, Vector256<double> never) =>
        Vector256.ConditionalSelect(Vector256.Equals(ratio, ratio), ratio, never);
}
