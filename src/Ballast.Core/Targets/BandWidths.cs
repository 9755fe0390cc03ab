using Ballast.Core.Amounts;
using Ballast.Core.Policies;

namespace Ballast.Core.Targets;

/// <summary>How wide the no-trade band of an asset is.</summary>
public static class BandWidths
{
    /// <summary>
    /// The half-width b of one asset: its own if the policy names one; otherwise <c>max(relative * t, floor)</c>, or
    /// <c>absolute</c>, and with both the smaller. A target of zero has the floor as its relative band. Zero where
    /// the policy has no band at all.
    /// </summary>
    /// <param name="policy">The band, or <see langword="null"/> where the policy has none.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="target">t, zero or more.</param>
    public static Weight HalfWidth(BandPolicy? policy, Asset asset, Weight target)
    {
        if (policy is null)
        {
            return Weight.Zero;
        }

        if (policy.PerAsset.TryGetValue(asset, out Weight own))
        {
            return own;
        }

        Weight floor = policy.Floor ?? Weight.Zero;
        return (policy.Relative, policy.Absolute) switch
        {
            ({ } relative, { } absolute) => Weight.Min(Weight.Max(target * relative, floor), absolute),
            ({ } relative, null) => Weight.Max(target * relative, floor),
            (null, { } absolute) => absolute,
            (null, null) => floor,
        };
    }
}
