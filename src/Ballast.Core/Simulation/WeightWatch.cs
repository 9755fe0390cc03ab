using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Reports;

namespace Ballast.Core.Simulation;

/// <summary>Writes down the weights of every bar and what they are measured against, where somebody wants to see
/// them.</summary>
internal sealed class WeightWatch
{
    private readonly ImmutableArray<Asset> assets;
    private readonly Policy policy;
    private readonly ImmutableArray<double>.Builder weights;
    private readonly List<TargetStep> steps = [];

    public WeightWatch(PriceGrid grid, Policy policy, int bars)
    {
        assets = grid.Assets;
        this.policy = policy;
        weights = ImmutableArray.CreateBuilder<double>(bars * assets.Length);
        steps.Add(StepOf(policy, 0));
    }

    /// <summary>Measures the bars that are still to be seen against other targets; none leave the last ones.</summary>
    public void Aim(ImmutableSortedDictionary<Asset, Weight> target)
    {
        if (target.IsEmpty)
        {
            return;
        }

        int next = weights.Count / assets.Length;
        steps.RemoveAll(step => step.FirstBar == next);
        steps.Add(StepOf(policy with { Target = target }, next));
    }

    /// <summary>Writes down a marked book.</summary>
    public void See(SimulatedBook book)
    {
        double whole = Statistic.Of(book.Value);
        foreach (decimal value in book.Values)
        {
            weights.Add(whole > 0.0 ? Statistic.Of(value) / whole : 0.0);
        }
    }

    /// <summary>What was seen.</summary>
    public WeightTrack Finish() => new() { Assets = assets, Steps = [.. steps], Weights = weights.ToImmutable() };

    private TargetStep StepOf(Policy aiming, int firstBar)
    {
        Dictionary<Asset, Weight> bands =
            PolicyBands.Of(aiming).ToDictionary(band => band.Asset, band => band.HalfWidth);
        return new TargetStep(
            firstBar,
            [.. assets.Select(asset => Statistic.Of(aiming.Target.GetValueOrDefault(asset)))],
            [.. assets.Select(asset => Statistic.Of(bands.GetValueOrDefault(asset)))]);
    }
}
