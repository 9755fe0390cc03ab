namespace Ballast.Core.Policies.Consistency;

/// <summary>Rules about trading, costs and guards.</summary>
internal static class TradeRules
{
    /// <summary>The rules.</summary>
    public static PolicyRule[] All { get; } =
    [
        new(["$.trade.minNotional", "$.guards.maxOrderNotional"], SomeOrderIsAllowed),
        new(["$.costs"], ImpactNeedsAVolume),
    ];

    private static IEnumerable<PolicyError> SomeOrderIsAllowed(Policy policy)
    {
        if (policy.Guards.MaxOrderNotional is { } max && max < policy.Trade.MinNotional)
        {
            yield return new PolicyError
            {
                Path = "$.guards.maxOrderNotional",
                Found = $"{max}, below trade.minNotional of {policy.Trade.MinNotional}",
                Allowed = "at least trade.minNotional; otherwise no order is possible",
            };
        }
    }

    private static IEnumerable<PolicyError> ImpactNeedsAVolume(Policy policy) =>
        from entry in policy.Costs.PerAsset
            .Select(pair => (Path: Format.Spot.PathTo("$.costs.perAsset", pair.Key.Symbol), Costs: pair.Value))
            .Prepend((Path: "$.costs", policy.Costs))
        where entry.Costs.ImpactBps > 0m && entry.Costs.DailyVolume.IsZero
        select new PolicyError
        {
            Path = entry.Path + ".dailyVolume",
            Found = "nothing beside impactBps",
            Allowed = "a daily volume above 0 in the quote currency, which the impact is measured against",
        };
}
