using Ballast.Core.Policies;
using Ballast.Core.Simulation;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>
/// What of a policy a sweep does not simulate, so that nobody takes its numbers for those of the whole policy.
/// </summary>
internal static class LeftOut
{
    /// <summary>One reason a field; the code is the field.</summary>
    public static IEnumerable<Reason> Of(Policy policy, Duration barLength)
    {
        TriggerPolicy trigger = policy.Trigger;
        (string Field, bool IsThere, string Why)[] fields =
        [
            ("trigger.band.perAsset", trigger.Band is { PerAsset.Count: > 0 }, "one width serves all assets"),
            ("trigger.band.absolute", trigger.Band is { Relative: not null, Absolute: not null },
                "a band is relative or absolute; the policy's own counts as relative"),
            ("trigger.emergency", trigger.Emergency is not null, "a breach waits for the cooldown however wide"),
            ("trigger.schedule.destination",
                trigger.Schedule is { Destination: not Destination.Target }, "calendars go to target"),
            ("trigger.volatilityBand", trigger.VolatilityBand is not null, "widths stay as they are"),
            ("trigger.atrSchedule", trigger.AtrSchedule is not null, "calendars do not follow prices"),
            ("trigger.inflowShock", trigger.InflowShock is not null, "there are bands and calendars only"),
            ("trigger.volatilitySpike", trigger.VolatilitySpike is not null, "targets stay as they are"),
            ("trigger.drawdown", trigger.Drawdown is not null, "targets stay as they are"),
            ("trade.scope", policy.Trade.Scope == PlanScope.Breaching, "a run takes the whole book"),
            ("trade.flows", policy.Trade.Flows == FlowUse.Only, "nothing comes in, so that bands would never trade"),
            ("trade.reserve", policy.Trade.Reserve.Count > 0, "all cash is there to be spent"),
            ("locked, noSell, noBuy", policy.Locked.Count + policy.NoSell.Count + policy.NoBuy.Count > 0,
                "everything may be traded"),
            ("costs.perAsset", policy.Costs.PerAsset.Count > 0, "one rate serves all assets"),
            ("costs.fixed, costs.impactBps", !policy.Costs.Fixed.IsZero || policy.Costs.ImpactBps > 0m,
                "costs are proportional"),
            ("guards.maxOrderNotional, guards.maxDailyTurnover",
                policy.Guards.MaxOrderNotional is not null || policy.Guards.MaxDailyTurnover is not null,
                "runs are not capped"),
            ("guards.minInterval", policy.Guards.MinInterval > barLength, "cooldowns alone hold a run back"),
            ("guards.sessionLoss", policy.Guards.SessionLoss is not null, "no loss stops it"),
        ];
        return fields.Where(field => field.IsThere)
            .Select(field => new Reason(field.Field, $"{field.Field} is not simulated: {field.Why}"))
            .Concat(Unsimulated.Of(policy));
    }

    /// <summary>Cooldowns that bars cannot count to the hour, because they do not lie evenly.</summary>
    public static Reason? Uneven(SweptPrices prices, SettingAxes axes, Duration barLength)
    {
        if (axes.Cooldowns.All(cooldown => cooldown <= barLength))
        {
            return null;
        }

        int bar = 1;
        while (bar < prices.Bars && prices.At(bar) - prices.At(bar - 1) == barLength)
        {
            bar++;
        }

        return bar == prices.Bars ? null : new Reason(
            "cooldown-in-bars",
            $"bars do not lie evenly (the one before {Phrase.Time(prices.At(bar))} is not "
            + $"{PolicyDuration.Text(barLength)} earlier), so cooldowns count bars and not time");
    }
}
