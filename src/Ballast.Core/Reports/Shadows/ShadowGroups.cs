using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Targets;

namespace Ballast.Core.Reports.Shadows;

/// <summary>Units as a policy sees them: equivalents count as what they stand for, each at its own price.</summary>
internal sealed class ShadowGroups
{
    // Beyond this a balance or a price is a fault, and a fold of the journal must not overflow over it.
    private const decimal MostUnits = 1_000_000_000_000_000_000m;
    private const decimal MostValue = 1_000_000_000_000_000_000_000m;

    private readonly Dictionary<Asset, Asset> groupOf = [];
    private readonly ImmutableSortedDictionary<Asset, Price> prices;

    public ShadowGroups(Policy policy, ImmutableSortedDictionary<Asset, Price> prices)
    {
        this.prices = prices;
        Managed = TargetRule.Managed(policy);
        foreach (Asset asset in Managed)
        {
            groupOf[asset] = asset;
        }

        foreach ((Asset asset, ImmutableArray<Asset> equivalents) in policy.Equivalents)
        {
            foreach (Asset equivalent in groupOf.ContainsKey(asset) ? equivalents : [])
            {
                groupOf.TryAdd(equivalent, asset);
            }
        }
    }

    /// <summary>What the policy manages, in ordinal order.</summary>
    public ImmutableArray<Asset> Managed { get; }

    /// <summary>What an asset counts as: the managed asset, or itself.</summary>
    public Asset Of(Asset asset) => groupOf.GetValueOrDefault(asset, asset);

    /// <summary>Whether an asset counts among the managed ones.</summary>
    public bool Counts(Asset asset) => groupOf.ContainsKey(asset);

    /// <summary>The price of an asset, or zero where there is none.</summary>
    public decimal PriceOf(Asset asset) => prices.GetValueOrDefault(asset).Value;

    /// <summary>Value per group; <see langword="null"/> where a price is missing or a number is absurd.</summary>
    public SortedDictionary<Asset, decimal>? Values(ImmutableSortedDictionary<Asset, Quantity> units)
    {
        SortedDictionary<Asset, decimal> values = [];
        foreach ((Asset asset, Quantity held) in units)
        {
            bool isSound = prices.TryGetValue(asset, out Price price) && held.Value <= MostUnits
                && (price.Value == 0m || held.Value <= MostValue / price.Value);
            if (!isSound)
            {
                return null;
            }

            values[Of(asset)] = values.GetValueOrDefault(Of(asset)) + (held.Value * price.Value);
        }

        return values;
    }

    /// <summary>
    /// The units after values were changed: what is sold of a group is taken from all its assets in proportion, what
    /// is bought is the managed asset itself. A group whose asset has no price, or next to none, stays as it is.
    /// </summary>
    public ImmutableSortedDictionary<Asset, Quantity> Moved(
        ImmutableSortedDictionary<Asset, Quantity> units,
        SortedDictionary<Asset, decimal> before,
        IReadOnlyDictionary<Asset, decimal> after)
    {
        ImmutableSortedDictionary<Asset, Quantity>.Builder moved = units.ToBuilder();
        foreach ((Asset group, decimal value) in after)
        {
            decimal had = before.GetValueOrDefault(group);
            if (value < had)
            {
                foreach (Asset asset in units.Keys.Where(asset => Of(asset).Equals(group)))
                {
                    moved[asset] = units[asset] * (value / had);
                }
            }
            else if (value > had && PriceOf(group) is > 0m and var price && (value - had) / MostUnits < price)
            {
                moved[group] = units.GetValueOrDefault(group) + new Quantity((value - had) / price);
            }
        }

        return moved.ToImmutable();
    }
}
