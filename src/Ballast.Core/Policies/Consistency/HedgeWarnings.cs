namespace Ballast.Core.Policies.Consistency;

/// <summary>Warnings about hedges.</summary>
internal static class HedgeWarnings
{
    /// <summary>The warnings of a policy.</summary>
    public static IEnumerable<PolicyWarning> Of(Policy policy)
    {
        if (policy is { Mode: TradingMode.Live, Hedges.IsEmpty: false })
        {
            yield return new PolicyWarning(
                "$.hedges",
                new Reason("hedges-only-shown", "In mode live hedges are worked out and shown, and none is traded."),
                "Hedge by hand, or leave them out.");
        }
    }
}
