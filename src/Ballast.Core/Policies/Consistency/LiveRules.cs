namespace Ballast.Core.Policies.Consistency;

/// <summary>Rules about real money.</summary>
internal static class LiveRules
{
    /// <summary>The rules.</summary>
    public static PolicyRule[] All { get; } = [new(["$.live.accounts", "$.accounts"], TheAccountsAreItsOwn)];

    private static IEnumerable<PolicyError> TheAccountsAreItsOwn(Policy policy) =>
        from account in policy.Live?.Accounts ?? []
        where !policy.Accounts.Contains(account)
        select new PolicyError
        {
            Path = "$.live.accounts",
            Found = account.Value,
            Allowed = $"some of the policy's accounts: {string.Join(", ", policy.Accounts)}",
        };
}
