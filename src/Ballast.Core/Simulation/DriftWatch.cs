using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Numerics.Measures;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>
/// Watches how far weights stray from the policy's own targets, those of the moment where they move. Statistics:
/// nothing is decided on them.
/// </summary>
internal sealed class DriftWatch
{
    private readonly PriceGrid grid;
    private readonly double[] weights;
    private double[] targets;
    private double worst;
    private Instant worstAt;
    private double deviations;
    private int seen;

    public DriftWatch(PriceGrid grid, Policy policy)
    {
        this.grid = grid;
        targets = Plain(policy.Target);
        weights = new double[targets.Length];
    }

    /// <summary>Measures against other targets from now on; none leave the last ones.</summary>
    public void Aim(ImmutableSortedDictionary<Asset, Weight> target) =>
        targets = target.IsEmpty ? targets : Plain(target);

    /// <summary>Looks at a marked book.</summary>
    public void See(SimulatedBook book, Instant at)
    {
        double whole = Statistic.Of(book.Value);
        ReadOnlySpan<decimal> values = book.Values;
        double largest = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Statistic.Of(values[i]) / whole;
            largest = Math.Max(largest, Math.Abs(weights[i] - targets[i]));
        }

        if (largest > worst)
        {
            worst = largest;
            worstAt = at;
        }

        deviations += Tracking.WeightDeviation(weights, targets);
        seen++;
    }

    /// <summary>What was seen.</summary>
    public DriftRecord Finish() => new(worst, worstAt, seen == 0 ? 0.0 : deviations / seen);

    private double[] Plain(ImmutableSortedDictionary<Asset, Weight> target) =>
        [.. grid.Assets.Select(asset => Statistic.Of(target.GetValueOrDefault(asset)))];
}
