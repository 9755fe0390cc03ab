namespace Ballast.Numerics.Measures;

/// <summary>The return that an owner's own money had, whenever it came and went.</summary>
public static class MoneyWeighted
{
    // Growth rates a year, continuously compounded, beyond which no portfolio is measured: e^-60 is nothing, e^60 all.
    private const double Widest = 60.0;

    // Each halving adds a binary digit; after so many the ends are neighbours.
    private const int Halvings = 200;

    /// <summary>
    /// The internal rate of return per year (Bacon 2008, money-weighted return): r with
    /// <c>sum a_i / (1 + r)^(t_i) = 0</c>. Found by halving in <c>ln(1 + r)</c>, so that it cannot run away; where
    /// several rates solve it, the one that halving meets.
    /// </summary>
    /// <param name="amounts">a, shape (n): what the owner paid in is negative, what came out or is left at the end is
    /// positive; NaN gives NaN.</param>
    /// <param name="years">t, shape (n): elapsed days / 365 of each, zero or more.</param>
    /// <returns>A scalar above -1; NaN where no rate solves it, such as when all amounts have one sign.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double PerYear(ReadOnlySpan<double> amounts, ReadOnlySpan<double> years)
    {
        if (amounts.Length != years.Length)
        {
            throw new ArgumentException($"{amounts.Length} amounts at {years.Length} times", nameof(years));
        }

        (double low, double high) = (-Widest, Widest);
        double atLow = Present(amounts, years, low);
        double atHigh = Present(amounts, years, high);
        if (!(atLow * atHigh < 0.0))
        {
            return double.NaN;
        }

        for (int i = 0; i < Halvings; i++)
        {
            double middle = low + ((high - low) / 2.0);
            double atMiddle = Present(amounts, years, middle);
            if (double.IsNaN(atMiddle))
            {
                return double.NaN;
            }

            (low, high) = Math.Sign(atMiddle) == Math.Sign(atLow) ? (middle, high) : (low, middle);
        }

        return Math.Exp(low + ((high - low) / 2.0)) - 1.0;
    }

    // Scaled by its largest discount factor, so that neither end overflows for long histories.
    private static double Present(ReadOnlySpan<double> amounts, ReadOnlySpan<double> years, double growth)
    {
        double most = 0.0;
        foreach (double t in years)
        {
            most = Math.Max(most, -growth * t);
        }

        double sum = 0.0;
        for (int i = 0; i < amounts.Length; i++)
        {
            sum += amounts[i] * Math.Exp((-growth * years[i]) - most);
        }

        return sum;
    }
}
