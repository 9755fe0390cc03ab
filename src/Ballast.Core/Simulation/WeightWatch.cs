using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Reports;

namespace Ballast.Core.Simulation;

/// <summary>Writes down the weights of every bar, where somebody wants to see them.</summary>
internal sealed class WeightWatch
{
    private readonly ImmutableArray<Asset> assets;
    private readonly Policy policy;
    private readonly ImmutableArray<double>.Builder weights;

    public WeightWatch(PriceGrid grid, Policy policy, int bars)
    {
        assets = grid.Assets;
        this.policy = policy;
        weights = ImmutableArray.CreateBuilder<double>(bars * assets.Length);
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
    public WeightTrack Finish()
    {
        Dictionary<Asset, Weight> bands =
            PolicyBands.Of(policy).ToDictionary(band => band.Asset, band => band.HalfWidth);
        return new WeightTrack
        {
            Assets = assets,
            Targets = [.. assets.Select(asset => Statistic.Of(policy.Target.GetValueOrDefault(asset)))],
            Bands = [.. assets.Select(asset => Statistic.Of(bands.GetValueOrDefault(asset)))],
            Weights = weights.ToImmutable(),
        };
    }
}
