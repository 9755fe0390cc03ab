using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Numerics.Measures;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>
/// Watches how far weights stray from the policy's own targets. Statistics: nothing is decided on them.
/// </summary>
internal sealed class DriftWatch
{
    private readonly double[] targets;
    private readonly double[] weights;
    private double worst;
    private Instant worstAt;
    private double deviations;
    private int seen;

    public DriftWatch(PriceGrid grid, Policy policy)
    {
        targets = [.. grid.Assets.Select(asset => Statistic.Of(policy.Target.GetValueOrDefault(asset)))];
        weights = new double[targets.Length];
    }

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
}
