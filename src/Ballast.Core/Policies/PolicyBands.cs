using Ballast.Core.Amounts;
using Ballast.Core.Targets;

namespace Ballast.Core.Policies;

/// <summary>
/// Half-widths as far as the policy alone gives them; a band that follows volatility counts with its base.
/// </summary>
public static class PolicyBands
{
    /// <summary>The half-width of each asset with a target above zero; empty where the policy has no band.</summary>
    public static IReadOnlyList<(Asset Asset, Weight HalfWidth)> Of(Policy policy)
    {
        Asset[] wanted = [.. policy.Target.Where(entry => entry.Value > Weight.Zero).Select(entry => entry.Key)];
        if (policy.Trigger.VolatilityBand is { } moving)
        {
            return [.. wanted.Select(asset => (asset, moving.Base))];
        }

        return policy.Trigger.Band is null
            ? []
            : [.. from asset in wanted
                  let width = BandWidths.HalfWidth(policy.Trigger.Band, asset, policy.Target[asset])
                  where !width.IsZero
                  select (asset, width)];
    }

    /// <summary>The smallest of them; <see langword="null"/> where there is none.</summary>
    public static Weight? Narrowest(Policy policy) =>
        Of(policy) is { Count: > 0 } bands ? bands.Min(band => band.HalfWidth) : null;
}
