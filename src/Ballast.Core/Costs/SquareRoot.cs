namespace Ballast.Core.Costs;

/// <summary>The square root of a decimal: a binary estimate, then Newton's steps in decimal until nothing
/// moves.</summary>
internal static class SquareRoot
{
    private const int Steps = 4;

    /// <summary>The root of zero or more, good to the last two of a decimal's digits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static decimal Of(decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value == 0m)
        {
            return 0m;
        }

        decimal root = (decimal)Math.Sqrt((double)value);
        for (int step = 0; step < Steps && root > 0m; step++)
        {
            root = (root + (value / root)) / 2m;
        }

        return root;
    }
}
