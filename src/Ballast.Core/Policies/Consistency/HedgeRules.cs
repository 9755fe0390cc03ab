using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Rules about hedges.</summary>
internal static class HedgeRules
{
    private const decimal Half = 0.5m;

    /// <summary>The rules.</summary>
    public static PolicyRule[] All { get; } =
    [
        new(["$.hedges", "$.accounts"], TheAccountIsItsOwn),
        new(["$.hedges", "$.target", "$.quote"], TheAssetIsHeldForItsPrice),
        new(["$.hedges"], APositionBeginsFarEnoughFromLiquidation),
    ];

    private static IEnumerable<PolicyError> TheAccountIsItsOwn(Policy policy) =>
        from hedge in policy.Hedges
        where !policy.Accounts.Contains(hedge.Value.Account)
        select new PolicyError
        {
            Path = PathOf(hedge.Key) + ".account",
            Found = hedge.Value.Account.Value,
            Allowed = $"one of the policy's accounts: {string.Join(", ", policy.Accounts)}",
        };

    private static IEnumerable<PolicyError> TheAssetIsHeldForItsPrice(Policy policy) =>
        from asset in policy.Hedges.Keys
        where asset == policy.Quote || !policy.Target.ContainsKey(asset)
        select new PolicyError
        {
            Path = PathOf(asset),
            Found = asset == policy.Quote ? "the quote currency" : "an asset that the target does not name",
            Allowed = "an asset of the target",
        };

    // At a leverage of n the margin is gone once the price has moved by one n-th. A position that has to be opened anew
    // before it is half-way there would be opened anew by every wind.
    private static IEnumerable<PolicyError> APositionBeginsFarEnoughFromLiquidation(Policy policy) =>
        from hedge in policy.Hedges
        where hedge.Value.MinDistance * hedge.Value.Leverage > Half
        select new PolicyError
        {
            Path = PathOf(hedge.Key) + ".minDistance",
            Found = $"{Percent.Of(hedge.Value.MinDistance)} % at a leverage of "
                + CanonicalDecimal.Format(hedge.Value.Leverage),
            Allowed = $"at most {Percent.Of(Half / hedge.Value.Leverage)} %, half of what a new position is away from "
                + "liquidation",
        };

    private static string PathOf(Asset asset) => Format.Spot.PathTo("$.hedges", asset.Symbol);
}
