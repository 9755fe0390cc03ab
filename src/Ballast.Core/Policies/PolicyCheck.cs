using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Core.Policies.Consistency;

namespace Ballast.Core.Policies;

/// <summary>Looks for what is allowed and probably unwise. Never refuses.</summary>
public static class PolicyCheck
{
    /// <summary>The warnings that the policy alone gives, in the order of the file.</summary>
    public static ImmutableArray<PolicyWarning> Of(Policy policy) =>
    [
        .. TargetWarnings.Of(policy), .. BandWarnings.Of(policy), .. TriggerWarnings.Of(policy),
        .. TradeWarnings.Of(policy), .. HedgeWarnings.Of(policy),
    ];

    /// <summary>The warnings that the policy gives on the markets its accounts trade on.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="markets">The venue's catalogue; markets of assets that the policy does not manage are
    /// ignored.</param>
    public static ImmutableArray<PolicyWarning> Of(Policy policy, IReadOnlyCollection<VenueMarket> markets) =>
        [.. Of(policy), .. VenueWarnings.Of(policy, markets)];
}
