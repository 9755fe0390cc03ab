using Ballast.Core.Markets;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Warnings that need a venue's catalogue.</summary>
internal static class VenueWarnings
{
    /// <summary>The warnings of a policy on markets.</summary>
    public static IEnumerable<PolicyWarning> Of(Policy policy, IReadOnlyCollection<VenueMarket> markets)
    {
        VenueMarket[] own = [.. markets.Where(market =>
            market.Instrument.Quote == policy.Quote && policy.Target.ContainsKey(market.Instrument.Base))];
        return [.. MinimumUnderTheVenues(policy, own), .. NoMarket(policy, own)];
    }

    private static IEnumerable<PolicyWarning> MinimumUnderTheVenues(Policy policy, VenueMarket[] markets) =>
        from market in markets
        let minimum = market.Instrument.MinNotional
        where policy.Trade.MinNotional.Value > 0m && policy.Trade.MinNotional.Value < minimum
        select new PolicyWarning(
            "$.trade.minNotional",
            new Reason(
                "minimum-under-venue",
                $"A smallest trade of {policy.Trade.MinNotional} {policy.Quote} is under the "
                + $"{Amounts.CanonicalDecimal.Format(minimum)} "
                + $"{policy.Quote} that {market.Account} asks on {market.Instrument.Symbol}."),
            "The venue's minimum holds anyway; set minNotional to at least that, so that the plan says what will "
            + "happen.");

    private static IEnumerable<PolicyWarning> NoMarket(Policy policy, VenueMarket[] markets) =>
        from asset in policy.Target.Keys
        where asset != policy.Quote && markets.All(market => market.Instrument.Base != asset)
        select new PolicyWarning(
            Format.Spot.PathTo("$.target.weights", asset.Symbol),
            new Reason(
                "no-market", $"No account has a market of {asset} against {policy.Quote}, so it cannot be traded."),
            "Add an account that has one, or leave the asset out of the target.");
}
