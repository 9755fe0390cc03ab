namespace Ballast.Numerics.Optimizers.Kelly;

/// <summary>How much of the capital to put on one bet so that it grows fastest (Kelly 1956).</summary>
public static class SingleBet
{
    /// <summary>The fraction of capital to stake, <c>k (p (1 + b) - 1) / b</c>, zero where the edge is negative and
    /// never above the cap.</summary>
    /// <param name="winProbability">p, 0 to 1.</param>
    /// <param name="odds">b: what a won stake of one earns, above zero; a lost one is gone.</param>
    /// <param name="fraction">k, 0 to 1: 0.5 for half Kelly, with three quarters of the growth at half the
    /// volatility.</param>
    /// <param name="cap">The most to stake, 0 to 1.</param>
    /// <returns>One weight, the stake; refused where a number is outside of its range.</returns>
    public static Allocation Of(double winProbability, double odds, double fraction, double cap)
    {
        if (Fault("win probability", winProbability, 0.0, 1.0) is [Refusal probability])
        {
            return Allocation.Refuse(probability);
        }

        if (Fault("odds", odds, double.Epsilon, double.MaxValue) is [Refusal badOdds])
        {
            return Allocation.Refuse(badOdds);
        }

        if (Fault("fraction", fraction, 0.0, 1.0) is [Refusal badFraction])
        {
            return Allocation.Refuse(badFraction);
        }

        if (Fault("cap", cap, 0.0, 1.0) is [Refusal badCap])
        {
            return Allocation.Refuse(badCap);
        }

        // p - (1 - p) / b: no difference of large numbers at long odds.
        double full = winProbability - ((1.0 - winProbability) / odds);
        double stake = Math.Min(fraction * Math.Max(full, 0.0), cap);
        return new Allocation.Solved([stake], [new Attempt("Kelly", AttemptEnding.Solved, 0)], default);
    }

    internal static Refusal[] Fault(string name, double value, double least, double most) =>
        value >= least && value <= most ? [] : [new Refusal.OutOfRange(name, value, least, most)];
}
