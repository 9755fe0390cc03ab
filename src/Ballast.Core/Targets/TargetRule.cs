using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Targets;

/// <summary>
/// What a policy aims at in a given mode: its own target or that of a volatility spike, with the targets of fallen
/// assets reduced.
/// </summary>
public static class TargetRule
{
    /// <summary>The assets a policy manages: its targets, the volatility spike's targets and the quote, in ordinal
    /// order.</summary>
    public static ImmutableArray<Asset> Managed(Policy policy)
    {
        IEnumerable<Asset> assets = policy.Target.Keys.Append(policy.Quote);
        if (policy.Trigger.VolatilitySpike is { } spike)
        {
            assets = assets.Concat(spike.Target.Keys);
        }

        return [.. assets.Distinct().Order()];
    }

    /// <summary>
    /// The targets that hold. Where the drawdown trigger has reduced assets, each of their targets is multiplied by
    /// <c>reduceTo</c> and the quote gets the rest.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="target">The policy's target, or the volatility spike's.</param>
    /// <param name="reduced">Assets that are reduced; the quote is never among them.</param>
    public static ImmutableSortedDictionary<Asset, Weight> Holding(
        Policy policy, ImmutableSortedDictionary<Asset, Weight> target, IEnumerable<Asset> reduced)
    {
        if (policy.Trigger.Drawdown is not { } drawdown)
        {
            return target;
        }

        foreach (Asset asset in reduced)
        {
            Weight usual = target.GetValueOrDefault(asset);
            Weight left = usual * drawdown.ReduceTo;
            Weight quote = target.GetValueOrDefault(policy.Quote) + usual - left;
            target = target.SetItem(asset, left).SetItem(policy.Quote, quote);
        }

        return target;
    }

    /// <summary>Target and band of each asset, in the order given; assets without a target have zero.</summary>
    /// <param name="policy">Its band gives the half-widths.</param>
    /// <param name="target">The targets that hold.</param>
    /// <param name="assets">The positions' assets.</param>
    public static TargetSheet Sheet(
        Policy policy, ImmutableSortedDictionary<Asset, Weight> target, IEnumerable<Asset> assets) =>
        new([.. assets.Select(asset => Line(policy, asset, target.GetValueOrDefault(asset)))]);

    /// <summary>The same targets with one half-width for all.</summary>
    public static TargetSheet WithBand(TargetSheet sheet, Weight halfWidth) =>
        new([.. sheet.Lines.Select(line => line with { Band = halfWidth })]);

    /// <summary>The assets of a snapshot's positions.</summary>
    public static IEnumerable<Asset> AssetsOf(Snapshot snapshot) =>
        snapshot.Positions.Select(position => position.Asset);

    private static TargetLine Line(Policy policy, Asset asset, Weight target) =>
        new(asset, target, BandWidths.HalfWidth(policy.Trigger.Band, asset, target));
}
