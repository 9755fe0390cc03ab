using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Rules about several accounts.</summary>
internal static class AcrossRules
{
    private const string TradedAt = "$.across.tradedAt";

    /// <summary>The rules.</summary>
    public static PolicyRule[] All { get; } =
    [
        new([TradedAt, "$.target", "$.quote"], TheAssetsAreOfTheTarget),
        new([TradedAt, "$.accounts"], TheAccountsAreItsOwn),
    ];

    private static IEnumerable<PolicyError> TheAssetsAreOfTheTarget(Policy policy) =>
        from Asset asset in policy.Across.TradedAt.Keys
        where asset == policy.Quote || !policy.Target.ContainsKey(asset)
        select new PolicyError
        {
            Path = Format.Spot.PathTo(TradedAt, asset.Symbol),
            Found = asset.Symbol,
            Allowed = "an asset of the target, and not the quote: cash is at every account",
        };

    private static IEnumerable<PolicyError> TheAccountsAreItsOwn(Policy policy) =>
        from pair in policy.Across.TradedAt
        from AccountId account in pair.Value
        where !policy.Accounts.Contains(account)
        select new PolicyError
        {
            Path = Format.Spot.PathTo(TradedAt, pair.Key.Symbol),
            Found = account.Value,
            Allowed = $"some of the policy's accounts: {string.Join(", ", policy.Accounts)}",
        };
}
