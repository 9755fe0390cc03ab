using Ballast.Engine.Ledger;

namespace Ballast.Server.Features.Performance;

/// <summary>What one unit put in at the first point has become: each step's return leaves out what was paid in or
/// taken out during it.</summary>
/// <param name="Return">Since the first point; <see langword="null"/> with fewer than two points.</param>
/// <param name="MaxDrawdown">Largest fall from a peak, at or below zero; <see langword="null"/> with fewer than two
/// points.</param>
public sealed record GrowthOfOne(decimal? Return, decimal? MaxDrawdown)
{
    /// <summary>Links the steps. A step that begins at zero has no return and is left out.</summary>
    public static GrowthOfOne Of(IReadOnlyList<ValuePoint> points)
    {
        if (points.Count < 2)
        {
            return new GrowthOfOne(null, null);
        }

        decimal index = 1m;
        decimal peak = 1m;
        decimal worst = 0m;
        for (int i = 1; i < points.Count; i++)
        {
            decimal before = points[i - 1].Value.Value;
            index *= before > 0m ? (points[i].Value.Value - points[i].Flows.Value) / before : 1m;
            peak = Math.Max(peak, index);
            worst = Math.Min(worst, peak > 0m ? (index / peak) - 1m : 0m);
        }

        return new GrowthOfOne(index - 1m, worst);
    }
}
