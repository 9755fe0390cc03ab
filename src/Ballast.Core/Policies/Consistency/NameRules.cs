using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Names of assets that cannot both be meant.</summary>
internal static class NameRules
{
    private const string Weights = "$.target.weights";

    /// <summary>All of them.</summary>
    public static readonly PolicyRule[] All = [new PolicyRule([Weights], SameButForCase)];

    private static IEnumerable<PolicyError> SameButForCase(Policy policy) =>
        from asset in policy.Target.Keys.Append(policy.Quote).Distinct()
        where policy.Target.Keys.Any(other => other != asset && IsSame(other, asset)
            && string.CompareOrdinal(other.Symbol, asset.Symbol) < 0)
        select new PolicyError
        {
            Path = Format.Spot.PathTo(Weights, asset.Symbol),
            Found = asset.Symbol,
            Allowed = $"each asset once: {asset.Symbol} differs from another name by upper and lower case alone",
        };

    private static bool IsSame(Asset one, Asset other) =>
        one.Symbol.Equals(other.Symbol, StringComparison.OrdinalIgnoreCase);
}
