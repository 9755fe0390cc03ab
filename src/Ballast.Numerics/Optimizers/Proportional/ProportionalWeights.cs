using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Proportional;

/// <summary>Weights in proportion to a score, as far as bounds allow: <c>w_i = min(max(t s_i, l_i), u_i)</c> with the
/// one t that makes them sum to the budget. It is found exactly, by walking the points where a bound starts or ends to
/// bind (as in the continuous knapsack; Brucker 1984). What a cap takes away goes to all others in
/// proportion.</summary>
public static class ProportionalWeights
{
    private const string Name = "proportional";

    /// <summary>Shares a budget out.</summary>
    /// <param name="scores">s, shape (N), zero or more; an asset of score zero gets its lower bound.</param>
    /// <param name="bounds">Least and most weight of each asset.</param>
    /// <param name="budget">What all weights sum to, zero or more.</param>
    /// <returns>Refused where the bounds cannot meet the budget, or only assets of score zero have room for
    /// it.</returns>
    public static Allocation Of(ReadOnlySpan<double> scores, Bounds bounds, double budget)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        if (bounds.Check(scores.Length, budget) is BoundsCheck.Impossible impossible)
        {
            return Allocation.Refuse(impossible.Why);
        }

        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
            {
                return Allocation.Refuse(new Refusal.NotFinite("scores", i));
            }

            if (scores[i] < 0.0)
            {
                return Allocation.Refuse(new Refusal.OutOfRange("scores", scores[i], 0.0, double.MaxValue));
            }
        }

        return Share(scores, bounds, budget);
    }

    private static Allocation Share(ReadOnlySpan<double> scores, Bounds bounds, double budget)
    {
        double[] weights = new double[scores.Length];
        double low = 0.0;
        double high = double.PositiveInfinity;
        foreach (double corner in Corners(scores, bounds))
        {
            Fill(scores, bounds, corner, weights);
            if (Vectors.Sum(weights) > budget)
            {
                high = corner;
                break;
            }

            low = corner;
        }

        // Between two corners the sum is a line: what is free moves, the rest stands.
        Fill(scores, bounds, low, weights);
        double inside = double.IsFinite(high) ? 0.5 * (low + high) : (2.0 * low) + 1.0;
        double free = 0.0;
        double still = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            bool isFree = scores[i] > 0.0 && inside * scores[i] > bounds.Lower[i]
                && inside * scores[i] < bounds.Upper[i];
            free += isFree ? scores[i] : 0.0;
            still += isFree ? 0.0 : Math.Clamp(inside * scores[i], bounds.Lower[i], bounds.Upper[i]);
        }

        if (free > 0.0)
        {
            Fill(scores, bounds, (budget - still) / free, weights);
        }

        double gap = Math.Abs(Vectors.Sum(weights) - budget);
        return gap <= 1e-12 * (1.0 + Math.Abs(budget))
            ? new Allocation.Solved(
                ImmutableCollectionsMarshal.AsImmutableArray(weights),
                [new Attempt(Name, AttemptEnding.Solved, 0)],
                new Residuals(0.0, gap, 0.0))
            : Allocation.Refuse(
                new Refusal.TargetOutOfReach("sum of weights", budget, Least(scores, bounds), Vectors.Sum(weights)));
    }

    private static double Least(ReadOnlySpan<double> scores, Bounds bounds)
    {
        double[] weights = new double[scores.Length];
        Fill(scores, bounds, 0.0, weights);
        return Vectors.Sum(weights);
    }

    private static List<double> Corners(ReadOnlySpan<double> scores, Bounds bounds)
    {
        List<double> corners = [0.0];
        for (int i = 0; i < scores.Length; i++)
        {
            foreach (double bound in (ReadOnlySpan<double>)[bounds.Lower[i], bounds.Upper[i]])
            {
                if (scores[i] > 0.0 && bound > 0.0 && double.IsFinite(bound / scores[i]))
                {
                    corners.Add(bound / scores[i]);
                }
            }
        }

        corners.Sort();
        return corners;
    }

    private static void Fill(ReadOnlySpan<double> scores, Bounds bounds, double t, Span<double> weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Clamp(t * scores[i], bounds.Lower[i], bounds.Upper[i]);
        }
    }
}
