using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Warnings about what is wanted.</summary>
internal static class TargetWarnings
{
    private const int ManyAssets = 15;

    /// <summary>The warnings of a policy.</summary>
    public static IEnumerable<PolicyWarning> Of(Policy policy) => [.. TooMany(policy), .. ReserveWithoutTarget(policy)];

    private static IEnumerable<PolicyWarning> TooMany(Policy policy)
    {
        int count = policy.Moving is null
            ? policy.Target.Count(entry => entry.Value > Weight.Zero)
            : policy.Target.Count;
        if (count > ManyAssets)
        {
            yield return new PolicyWarning(
                policy.Moving is null ? "$.target.weights" : "$.target",
                new Reason(
                    "many-assets",
                    $"The target has {count} assets; more than {ManyAssets} make many small trades for little spread "
                    + "of risk."),
                "Leave out the smallest, or give them wider bands.");
        }
    }

    private static IEnumerable<PolicyWarning> ReserveWithoutTarget(Policy policy) =>
        from entry in policy.Trade.Reserve
        where policy.Moving is null && !entry.Value.IsZero && policy.Target.GetValueOrDefault(entry.Key).IsZero
        select new PolicyWarning(
            Format.Spot.PathTo("$.trade.reserve", entry.Key.Symbol),
            new Reason(
                "reserve-without-target",
                $"{entry.Value} {entry.Key} are kept aside, but its target is 0: it is overweight for ever."),
            $"Give {entry.Key} a target that covers the reserve, or drop the reserve.");
}
