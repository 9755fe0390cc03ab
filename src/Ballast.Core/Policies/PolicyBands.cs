using Ballast.Core.Amounts;

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

        return policy.Trigger.Band is { } band
            ? [.. from asset in wanted
                  let width = HalfWidth(band, asset, policy.Target[asset])
                  where width is not null
                  select (asset, width.Value)]
            : [];
    }

    /// <summary>The smallest of them; <see langword="null"/> where there is none.</summary>
    public static Weight? Narrowest(Policy policy) =>
        Of(policy) is { Count: > 0 } bands ? bands.Min(band => band.HalfWidth) : null;

    private static Weight? HalfWidth(BandPolicy band, Asset asset, Weight target)
    {
        if (band.PerAsset.TryGetValue(asset, out Weight own))
        {
            return own;
        }

        Weight? relative = band.Relative is { } part ? Weight.Max(target * part, band.Floor ?? Weight.Zero) : null;
        return relative is { } width && band.Absolute is { } limit
            ? Weight.Min(width, limit)
            : relative ?? band.Absolute;
    }
}
