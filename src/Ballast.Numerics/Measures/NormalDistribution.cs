namespace Ballast.Numerics.Measures;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    private const int MostTerms = 200;

    /// <summary>The probability of a value at most x.</summary>
    /// <param name="x">Any number; infinities give 0 and 1, NaN stays.</param>
    /// <returns>From 0 to 1, to about fourteen digits where it is not tiny.</returns>
    /// <remarks>
    /// Near the middle by the series of Marsaglia (2004), <c>1/2 + phi(x) (x + x^3/3 + x^5/15 + ...)</c>; further out
    /// by Laplace's continued fraction of the tail.
    /// </remarks>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x) || double.IsInfinity(x))
        {
            return double.IsNaN(x) ? x : x > 0.0 ? 1.0 : 0.0;
        }

        double density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2.0 * Math.PI);
        return Math.Abs(x) <= 4.0
            ? 0.5 + (density * Series(x))
            : x > 0.0 ? 1.0 - (density * Tail(x)) : density * Tail(-x);
    }

    /// <summary>The value that a given probability lies at or below.</summary>
    /// <param name="probability">From 0 to 1; outside gives NaN, the ends infinities.</param>
    /// <returns>x, by bracketing and bisection to the last digit of <see cref="Cumulative"/>.</returns>
    public static double Quantile(double probability)
    {
        if (!(probability > 0.0 && probability < 1.0))
        {
            return probability switch
            {
                0.0 => double.NegativeInfinity,
                1.0 => double.PositiveInfinity,
                _ => double.NaN,
            };
        }

        double low = -40.0;
        double high = 40.0;
        while (true)
        {
            double middle = low + ((high - low) / 2.0);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            (low, high) = Cumulative(middle) < probability ? (middle, high) : (low, middle);
        }
    }

    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int k = 3; k < 2 * MostTerms && Math.Abs(term) > 1e-17 * Math.Abs(sum); k += 2)
        {
            term *= x * x / k;
            sum += term;
        }

        return sum;
    }

    private static double Tail(double x)
    {
        double fraction = x;
        for (int k = MostTerms; k > 0; k--)
        {
            fraction = x + (k / fraction);
        }

        return 1.0 / fraction;
    }
}
