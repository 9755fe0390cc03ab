namespace Ballast.Core.Policies.Consistency;

/// <summary>What ties fields of a policy together.</summary>
internal static class PolicyRules
{
    private static readonly PolicyRule[] All =
    [
        .. NameRules.All, .. MovingRules.All, .. TargetRules.All, .. TriggerRules.All, .. TradeRules.All,
        .. HedgeRules.All, .. LiveRules.All, .. AcrossRules.All,
    ];

    /// <summary>
    /// The rules that a policy breaks. A rule is asked only when everything it looks at could be read, so that one
    /// mistake is not
    /// reported twice.
    /// </summary>
    /// <param name="policy">The policy as far as it could be read.</param>
    /// <param name="found">Errors of reading.</param>
    public static IReadOnlyList<PolicyError> Broken(Policy policy, IReadOnlyCollection<PolicyError> found) =>
    [
        .. from rule in All
           where !rule.LooksAt.Any(path => found.Any(error => Touches(error.Path, path)))
           from error in rule.Broken(policy)
           select error,
    ];

    /// <summary>
    /// Whether an error at one path leaves the value at the other unknown: it is at, inside or around it.
    /// </summary>
    private static bool Touches(string error, string path) => IsWithin(error, path) || IsWithin(path, error);

    private static bool IsWithin(string inner, string outer) =>
        inner.StartsWith(outer, StringComparison.Ordinal)
        && (inner.Length == outer.Length || inner[outer.Length] is '.' or '[');
}

/// <summary>One rule over several fields.</summary>
/// <param name="LooksAt">Paths of the fields it depends on.</param>
/// <param name="Broken">The errors, none where the rule holds.</param>
internal sealed record PolicyRule(string[] LooksAt, Func<Policy, IEnumerable<PolicyError>> Broken);
