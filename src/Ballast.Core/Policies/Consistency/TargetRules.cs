using Ballast.Core.Amounts;
using Ballast.Core.Policies.Format;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Rules about the target and everything that names an asset of it.</summary>
internal static class TargetRules
{
    /// <summary>The rules.</summary>
    public static PolicyRule[] All { get; } =
    [
        new(["$.target"], policy => policy.Moving is null ? SumsToOne("$.target.weights", policy.Target.Values) : []),
        new(["$.trigger.volatilitySpike"], policy => SumsToOne(
            "$.trigger.volatilitySpike.target", policy.Trigger.VolatilitySpike?.Target.Values ?? [])),
        new(["$.target", "$.quote", "$.equivalents"], Equivalents),
        Known("$.locked", policy => policy.Locked.Keys),
        Known("$.trade.reserve", policy => policy.Trade.Reserve.Keys),
        Known("$.trigger.band.perAsset", policy => policy.Trigger.Band?.PerAsset.Keys ?? []),
        Known("$.costs.perAsset", policy => policy.Costs.PerAsset.Keys),
        Known("$.trigger.volatilitySpike.target", policy => policy.Trigger.VolatilitySpike?.Target.Keys ?? []),
        KnownItems("$.noSell", policy => policy.NoSell),
        KnownItems("$.noBuy", policy => policy.NoBuy),
        new(["$.target", "$.quote", "$.trigger.atrSchedule.asset"], AtrAsset),
        new(["$.target", "$.quote", "$.noSell", "$.noBuy"], SomethingMayMove),
    ];

    /// <summary>The assets that a policy manages: all targets and the quote.</summary>
    public static bool Manages(Policy policy, Asset asset) => asset == policy.Quote || policy.Target.ContainsKey(asset);

    private static PolicyRule Known(string path, Func<Policy, IEnumerable<Asset>> assets) =>
        new(["$.target", "$.quote", path], policy =>
            from asset in assets(policy)
            where !Manages(policy, asset)
            select Unknown(Spot.PathTo(path, asset.Symbol), asset));

    private static PolicyRule KnownItems(string path, Func<Policy, IEnumerable<Asset>> assets) =>
        new(["$.target", "$.quote", path], policy =>
            from asset in assets(policy)
            where !Manages(policy, asset)
            select Unknown(path, asset));

    private static PolicyError Unknown(string path, Asset asset) => new()
    {
        Path = path,
        Found = $"the asset {asset}",
        Allowed = "assets of the target and the quote; name it in the target, with 0 where none is wanted",
    };

    internal static IEnumerable<PolicyError> SumsToOne(string path, IEnumerable<Weight> weights)
    {
        decimal[] numbers = [.. weights.Select(weight => weight.Value)];
        decimal sum = numbers.Sum();
        if (numbers.Length == 0 || sum == 1m)
        {
            yield break;
        }

        string gap = CanonicalDecimal.Format(Math.Abs(1m - sum));
        yield return new PolicyError
        {
            Path = path,
            Found = $"a sum of {CanonicalDecimal.Format(sum)}",
            Allowed = $"weights that sum to exactly 1: {(sum < 1m ? $"{gap} is missing" : $"{gap} is too much")}",
        };
    }

    private static IEnumerable<PolicyError> Equivalents(Policy policy)
    {
        Dictionary<Asset, Asset> owners = [];
        foreach ((Asset managed, var equivalents) in policy.Equivalents)
        {
            string path = Spot.PathTo("$.equivalents", managed.Symbol);
            if (!Manages(policy, managed))
            {
                yield return Unknown(path, managed);
            }

            foreach ((int index, Asset equivalent) in equivalents.Index())
            {
                string? conflict = Manages(policy, equivalent) ? "has a target of its own"
                    : policy.Equivalents.ContainsKey(equivalent) ? "has equivalents of its own"
                    : owners.TryAdd(equivalent, managed) ? null
                    : $"is an equivalent of {owners[equivalent]} already";
                if (conflict is not null)
                {
                    yield return new PolicyError
                    {
                        Path = $"{path}[{index}]",
                        Found = $"{equivalent}, which {conflict}",
                        Allowed = "assets that are counted nowhere else",
                    };
                }
            }
        }
    }

    private static IEnumerable<PolicyError> AtrAsset(Policy policy)
    {
        Asset? asset = policy.Trigger.AtrSchedule?.Asset;
        if (asset is not null && !(policy.Target.ContainsKey(asset) && asset != policy.Quote))
        {
            yield return new PolicyError
            {
                Path = "$.trigger.atrSchedule.asset",
                Found = $"the asset {asset}",
                Allowed = "an asset of the target other than the quote, whose price has no range",
            };
        }
    }

    private static IEnumerable<PolicyError> SomethingMayMove(Policy policy)
    {
        Asset[] risky = [.. policy.Target.Keys.Where(asset => asset != policy.Quote)];
        if (risky.Length > 0 && risky.All(asset => policy.NoSell.Contains(asset) && policy.NoBuy.Contains(asset)))
        {
            yield return new PolicyError
            {
                Path = "$.noBuy",
                Found = "every asset but the quote in both noSell and noBuy",
                Allowed = "lists that leave at least one trade possible; use mode \"shadow\" to trade nothing",
            };
        }
    }
}
