using NodaTime;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Warnings about when a policy acts.</summary>
internal static class TriggerWarnings
{
    /// <summary>The warnings of a policy.</summary>
    public static IEnumerable<PolicyWarning> Of(Policy policy) =>
        [.. NeverFires(policy), .. CooldownUnused(policy.Trigger), .. EmergencyInsideABand(policy),
            .. AtrSteps(policy.Trigger)];

    private static IEnumerable<PolicyWarning> NeverFires(Policy policy)
    {
        if (policy.Trigger is
            {
                Band: null, Emergency: null, Schedule: null, VolatilityBand: null, AtrSchedule: null, CashFlow: null,
                InflowShock: null,
                VolatilitySpike: null, Drawdown: null,
            })
        {
            yield return new PolicyWarning(
                "$.trigger",
                new Reason(
                    "no-trigger",
                    "No trigger is set, so nothing is rebalanced unless someone asks"
                    + (policy.Hedges.IsEmpty ? "." : ", while hedges are traded at each check.")),
                "Add a band, such as { \"relative\": 0.2, \"floor\": 0.01, \"destination\": \"half\" }, "
                + "or a schedule.");
        }
    }

    private static IEnumerable<PolicyWarning> CooldownUnused(TriggerPolicy trigger)
    {
        if (trigger.Cooldown > Duration.Zero && trigger.Band is null && trigger.VolatilityBand is null)
        {
            yield return new PolicyWarning(
                "$.trigger.cooldown",
                new Reason(
                    "cooldown-unused",
                    $"A cooldown of {PolicyDuration.Text(trigger.Cooldown)} holds back bands only, and there is none."),
                "Add a band, or use guards.minInterval, which holds back everything but emergency and manual.");
        }
    }

    private static IEnumerable<PolicyWarning> EmergencyInsideABand(Policy policy)
    {
        if (policy.Trigger.Emergency is not { } emergency)
        {
            yield break;
        }

        string[] wider =
        [
            .. PolicyBands.Of(policy).Where(band => band.HalfWidth >= emergency).Select(band => band.Asset.Symbol),
        ];
        if (wider.Length > 0)
        {
            yield return new PolicyWarning(
                "$.trigger.emergency",
                new Reason(
                    "emergency-inside-band",
                    $"An emergency at {Percent.Points(emergency)} comes before the band of "
                    + $"{string.Join(", ", wider)} is left."),
                "Raise emergency above the widest band, or narrow those bands.");
        }
    }

    private static IEnumerable<PolicyWarning> AtrSteps(TriggerPolicy trigger)
    {
        if (trigger.AtrSchedule is { } schedule && schedule.Wild >= schedule.Calm)
        {
            yield return new PolicyWarning(
                "$.trigger.atrSchedule.wild",
                new Reason(
                    "atr-steps",
                    $"The step in wild markets, {PolicyDuration.Text(schedule.Wild)}, is not shorter than the calm "
                    + $"one, "
                    + $"{PolicyDuration.Text(schedule.Calm)}."),
                "Make wild shorter than calm; where both are meant to be equal a plain schedule says so better.");
        }
    }
}
