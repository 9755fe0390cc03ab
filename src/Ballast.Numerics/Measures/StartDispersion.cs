namespace Ballast.Numerics.Measures;

/// <summary>
/// How much one setting's outcome owes to the day it began: timing luck (Hoffstein, Faber and Braun 2019). The default
/// is the dispersion of nothing.
/// </summary>
public readonly record struct StartDispersion
{
    /// <summary>How many starts.</summary>
    public int Starts { get; init; }

    /// <summary>Their average.</summary>
    public double Mean { get; init; }

    /// <summary>Sample standard deviation; zero with fewer than two starts.</summary>
    public double Deviation { get; init; }

    /// <summary>The worst start.</summary>
    public double Lowest { get; init; }

    /// <summary>Half of the starts did no better.</summary>
    public double Median { get; init; }

    /// <summary>The luckiest start.</summary>
    public double Highest { get; init; }

    /// <summary>Measures outcomes, one per start date.</summary>
    /// <param name="outcomes">Returns, values or ratios, in any order and without NaN.</param>
    public static StartDispersion Of(ReadOnlySpan<double> outcomes)
    {
        if (outcomes.IsEmpty)
        {
            return default;
        }

        double[] sorted = outcomes.ToArray();
        Array.Sort(sorted);
        return new StartDispersion
        {
            Starts = sorted.Length,
            Mean = Dispersion.Mean(sorted),
            Deviation = sorted.Length < 2 ? 0.0 : Dispersion.StandardDeviation(sorted),
            Lowest = sorted[0],
            Median = BlockBootstrap.QuantileOf(sorted, 0.5),
            Highest = sorted[^1],
        };
    }
}
