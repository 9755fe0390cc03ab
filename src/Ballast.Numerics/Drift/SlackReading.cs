using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Drift;

/// <summary>
/// How far prices must part before a portfolio can leave a band: the least over its assets of the ratio between the
/// odds <c>w / (1 - w)</c> of the nearer end of the band and those now, less one. Zero where it is outside already;
/// infinity where it can never leave.
/// </summary>
internal static class SlackReading
{
    /// <summary>Ratios are taken to be less by this part of them than they come out.</summary>
    public const double Rounding = 1e-9;

    // Closer to a weight of one, digits of 1 - w are too few; such a band counts as left.
    private const double Solid = 1e-6;

    /// <summary>Reads all portfolios.</summary>
    /// <param name="book">Portfolios.</param>
    /// <param name="prices">p.</param>
    /// <param name="slacks">One each, rounded down; whole blocks.</param>
    public static void Fill(DriftBlocks<double> book, ReadOnlySpan<double> prices, Span<float> slacks)
    {
        int width = DriftBlocks<double>.Width;
        for (int block = 0; block < book.BlockCount; block++)
        {
            for (int half = 0; half < width; half += Vector256<double>.Count)
            {
                Vector256<double> slack = Four(book, block, (nuint)half, prices);
                for (int k = 0; k < Vector256<double>.Count; k++)
                {
                    slacks[(block * width) + half + k] = Down(slack.GetElement(k));
                }
            }
        }
    }

    private static Vector256<double> Four(
        DriftBlocks<double> book, int block, nuint half, ReadOnlySpan<double> prices)
    {
        Vector256<double> whole = Vector256<double>.Zero, one = Vector256<double>.One;
        for (int i = 0; i < prices.Length; i++)
        {
            whole += Vector256.LoadUnsafe(ref book.Line(block, i), half) * Vector256.Create(prices[i]);
        }

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

        return least;
    }

    // Zero over zero: a weight of nothing, or of everything, stays what it is at any prices.
    private static Vector256<double> Known(Vector256<double> ratio, Vector256<double> never) =>
        Vector256.ConditionalSelect(Vector256.Equals(ratio, ratio), ratio, never);

    private static float Down(double ratio)
    {
        double slack = (ratio * (1.0 - Rounding)) - 1.0;
        return slack <= 0.0 ? 0.0f : Math.Max(0.0f, float.BitDecrement((float)slack));
    }
}
