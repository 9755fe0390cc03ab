namespace Ballast.Numerics.Optimizers.Kelly;

/// <summary>The share of full Kelly that keeps a fall within a probability. In continuous time a bettor at share c of
/// full Kelly ever falls to a part x of the start with probability <c>x^(2/c - 1)</c> (Thorp 2006, section
/// 7).</summary>
public static class DrawdownFraction
{
    /// <summary>The probability of ever falling to a part of the starting capital.</summary>
    /// <param name="fraction">c, above 0 and below 2; at twice full Kelly and beyond it is certain.</param>
    /// <param name="level">x, above 0 and below 1.</param>
    /// <returns>0 to 1; NaN for numbers out of range.</returns>
    public static double Probability(double fraction, double level) =>
        fraction > 0.0 && level is > 0.0 and < 1.0
            ? Math.Min(Math.Pow(level, (2.0 / fraction) - 1.0), 1.0)
            : double.NaN;

    /// <summary>The largest share of full Kelly, at most one, at which the capital ever falls to a level with no more
    /// than a probability.</summary>
    /// <param name="level">x, above 0 and below 1: 0.8 for a fall by a fifth.</param>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <returns>One weight, the share; refused where a number is outside of its range.</returns>
    public static Allocation Of(double level, double probability)
    {
        if (!(level is > 0.0 and < 1.0))
        {
            return Allocation.Refuse(new Refusal.OutOfRange("level", level, double.Epsilon, Math.BitDecrement(1.0)));
        }

        if (!(probability is > 0.0 and < 1.0))
        {
            return Allocation.Refuse(
                new Refusal.OutOfRange("probability", probability, double.Epsilon, Math.BitDecrement(1.0)));
        }

        double share = Math.Min(2.0 / (1.0 + (Math.Log(probability) / Math.Log(level))), 1.0);
        return new Allocation.Solved([share], [new Attempt("Kelly", AttemptEnding.Solved, 0)], default);
    }
}
