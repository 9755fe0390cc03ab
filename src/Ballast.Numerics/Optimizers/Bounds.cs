using System.Collections.Immutable;

namespace Ballast.Numerics.Optimizers;

/// <summary>The least and the most weight of each asset. Infinity means no bound. Whether they can be met is the
/// optimizer's to say (<see cref="Check"/>), so that a bad question is refused and not thrown.</summary>
public sealed class Bounds
{
    private Bounds(ImmutableArray<double> lower, ImmutableArray<double> upper)
    {
        Lower = lower;
        Upper = upper;
    }

    /// <summary>Shape (N), fractions; negative infinity where there is none.</summary>
    public ImmutableArray<double> Lower { get; }

    /// <summary>Shape (N), fractions; infinity where there is none.</summary>
    public ImmutableArray<double> Upper { get; }

    /// <summary>N: how many assets there are.</summary>
    public int Count => Lower.Length;

    /// <summary>Bounds of each asset's own.</summary>
    /// <param name="lower">Shape (N).</param>
    /// <param name="upper">Shape (N).</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Bounds Of(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        if (lower.Length != upper.Length)
        {
            throw new ArgumentException($"{lower.Length} lower and {upper.Length} upper bounds", nameof(upper));
        }

        return new Bounds([.. lower], [.. upper]);
    }

    /// <summary>The same bounds for every asset.</summary>
    /// <param name="count">N, zero or more.</param>
    /// <param name="lower">The least weight.</param>
    /// <param name="upper">The most weight.</param>
    public static Bounds Uniform(int count, double lower, double upper) => new(
        ImmutableArray.CreateRange(Enumerable.Repeat(lower, count)),
        ImmutableArray.CreateRange(Enumerable.Repeat(upper, count)));

    /// <summary>From nothing to everything: 0 to 1 for each asset.</summary>
    /// <param name="count">N, zero or more.</param>
    public static Bounds LongOnly(int count) => Uniform(count, 0.0, 1.0);

    /// <summary>No bound at all.</summary>
    /// <param name="count">N, zero or more.</param>
    public static Bounds None(int count) => Uniform(count, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether weights within these bounds can sum to a budget. Sums are compared with a tolerance of 1e-12 of
    /// their size, so that ten bounds of 0.1 do meet a budget of 1.</summary>
    /// <param name="count">N: how many assets there must be.</param>
    /// <param name="budget">What the weights are to sum to.</param>
    public BoundsCheck Check(int count, double budget)
    {
        if (count == 0)
        {
            return new BoundsCheck.Impossible(new Refusal.NoAssets());
        }

        if (Count != count)
        {
            return new BoundsCheck.Impossible(new Refusal.ShapeMismatch("bounds", count, Count));
        }

        if (!double.IsFinite(budget))
        {
            return new BoundsCheck.Impossible(new Refusal.NotFinite("budget", 0));
        }

        double least = 0.0;
        double most = 0.0;
        double size = Math.Abs(budget);
        for (int i = 0; i < count; i++)
        {
            if (Fault(i) is [Refusal fault])
            {
                return new BoundsCheck.Impossible(fault);
            }

            least += Lower[i];
            most += Upper[i];
            size += Magnitude(Lower[i]) + Magnitude(Upper[i]);
        }

        double tolerance = 1e-12 * size;
        return least > budget + tolerance || most < budget - tolerance
            ? new BoundsCheck.Impossible(new Refusal.BudgetOutOfReach(budget, least, most))
            : new BoundsCheck.Possible(least, most);
    }

    private static double Magnitude(double bound) => double.IsFinite(bound) ? Math.Abs(bound) : 0.0;

    private Refusal[] Fault(int i)
    {
        double lower = Lower[i];
        double upper = Upper[i];
        if (double.IsNaN(lower) || double.IsPositiveInfinity(lower))
        {
            return [new Refusal.NotFinite("lower bounds", i)];
        }

        if (double.IsNaN(upper) || double.IsNegativeInfinity(upper))
        {
            return [new Refusal.NotFinite("upper bounds", i)];
        }

        return lower > upper ? [new Refusal.BoundsCross(i, lower, upper)] : [];
    }
}
