using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// Whether a plan may still be acted on. Time passes and policies change between a decision, the start of its run and
/// each of its orders: what a plan has outlived is not sent, says so, and is planned anew.
/// </summary>
internal static class PlanValidity
{
    /// <summary>The plan's time is over.</summary>
    public const string Expired = "plan-expired";

    /// <summary>The plan follows a policy that no longer holds.</summary>
    public const string PolicyChanged = "policy-changed";

    private const string Used = "plan-used";

    /// <summary>Why a plan may not be started now; <see langword="null"/> where it may.</summary>
    public static Reason? StartObjection(PortfolioBook book, Plan plan, Instant now) =>
        book.Runs.Values.Any(run => run.Plan.Hash == plan.Hash)
            ? new Reason(Used, $"plan {Short(plan)} has been carried out already")
            : Objection(book, plan, now);

    /// <summary>Why nothing more of a plan may be sent now; <see langword="null"/> where it may.</summary>
    public static Reason? Objection(PortfolioBook book, Plan plan, Instant now)
    {
        if (plan.PolicyHash != book.PolicyHash)
        {
            return new Reason(
                PolicyChanged, $"not sent: the policy was changed after plan {Short(plan)}; it is planned anew");
        }

        return now > plan.ExpiresAt
            ? new Reason(
                Expired, $"not sent: plan {Short(plan)} of {plan.At} expired at {plan.ExpiresAt}; it is planned anew")
            : null;
    }

    /// <summary>Whether what was not sent for this reason is planned anew at the next pass.</summary>
    public static bool IsPlannedAnew(Reason why) => why.Code is Expired or PolicyChanged or Footing.Moved;

    /// <summary>
    /// A memory in which the check is due again: what the last decision wanted was not done. Triggers that fire once
    /// for an event stay owed by themselves.
    /// </summary>
    public static PolicyMemory DueAgain(Policy policy, PolicyMemory memory) =>
        policy.Trigger.CheckEvery is { } step && memory.LastDecisionAt is { } last
            ? memory with { LastDecisionAt = last - step }
            : memory;

    private static string Short(Plan plan) => plan.Hash[..Math.Min(8, plan.Hash.Length)];
}
