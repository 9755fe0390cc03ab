namespace Ballast.Core.Policies.Consistency;

/// <summary>Warnings about limits on trading.</summary>
internal static class TradeWarnings
{
    /// <summary>The warnings of a policy.</summary>
    public static IEnumerable<PolicyWarning> Of(Policy policy)
    {
        if (policy is
            {
                Mode: TradingMode.Live,
                Guards: { MaxOrderNotional: null, MaxDailyTurnover: null, SessionLoss: null },
            })
        {
            yield return new PolicyWarning(
                "$.guards",
                new Reason(
                    "live-without-limits", "It trades real money without a limit per order, per day or on losses."),
                "Set maxOrderNotional, maxDailyTurnover and sessionLoss.");
        }

        if (policy is { Mode: TradingMode.Live, Transfers: not null })
        {
            yield return new PolicyWarning(
                "$.transfers",
                new Reason(
                    "transfers-not-live",
                    "It wants transfers, and real money is not moved between accounts by this version."),
                "Move by hand what plans ask for, or leave the block out.");
        }
        else if (policy is { Transfers: not null, Accounts.Length: < 2 })
        {
            yield return new PolicyWarning(
                "$.transfers",
                new Reason("transfers-unused", "A transfer needs two accounts, and the portfolio has one."),
                "Name the other account, or leave the block out.");
        }
    }
}
