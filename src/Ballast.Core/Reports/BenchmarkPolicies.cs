using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;

namespace Ballast.Core.Reports;

/// <summary>
/// The plain policies that every policy is compared with: same targets, costs, execution and reserve, nothing else
/// of it.
/// </summary>
public static class BenchmarkPolicies
{
    /// <summary>
    /// Buys once and never trades again; where the owner puts money in or takes it out on the way, the flows alone are
    /// traded.
    /// </summary>
    public const string Hold = "hold";

    /// <summary>To target at midnight UTC of every day.</summary>
    public const string Daily = "daily";

    /// <summary>To target at midnight UTC of every first of a month.</summary>
    public const string Monthly = "monthly";

    /// <summary>To target when a drift exceeds 5 points, looked at on every bar.</summary>
    public const string FivePointBand = "band-5-points";

    /// <summary>Back to target at every bar, free of cost: nobody can hold it.</summary>
    public const string ConstantMix = "constant-mix";

    /// <summary>All of them by name, without the costless constant mix, which is no policy.</summary>
    public static ImmutableArray<NamedPolicy> Of(Policy policy) =>
    [
        new(Hold, Plain(policy, new TriggerPolicy { CheckEvery = null })),
        new(Daily, Plain(policy, Calendar("0 0 * * *"))),
        new(Monthly, Plain(policy, Calendar("0 0 1 * *"))),
        new(FivePointBand, Plain(policy, new TriggerPolicy
        {
            CheckEvery = null,
            Band = new BandPolicy { Absolute = new Weight(0.05m) },
        })),
    ];

    /// <summary>The same with a hold that puts flows to use, as whoever holds and saves does.</summary>
    internal static ImmutableArray<NamedPolicy> WithFlows(Policy policy) =>
        [.. Of(policy).Select(one => one.Name == Hold ? one with { Policy = Saving(one.Policy) } : one)];

    private static Policy Saving(Policy hold) => hold with
    {
        Trigger = hold.Trigger with { CashFlow = new CashFlowPolicy(new Money(0.01m)) },
        Trade = hold.Trade with { Flows = FlowUse.Only },
    };

    private static TriggerPolicy Calendar(string cron) => new()
    {
        CheckEvery = null,
        Schedule = new SchedulePolicy(cron, "UTC", Destination.Target),
    };

    /// <summary>The policy with nothing of it but targets, costs, execution, reserve, locked and barred
    /// assets.</summary>
    internal static Policy Plain(Policy policy, TriggerPolicy trigger) => policy with
    {
        Trigger = trigger,
        Trade = new TradePolicy { Reserve = policy.Trade.Reserve },
        Guards = new GuardPolicy(),
    };
}
