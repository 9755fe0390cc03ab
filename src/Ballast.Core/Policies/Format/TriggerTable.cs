using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>trigger</c> itself.</summary>
internal static class TriggerTable
{
    private static readonly DurationKind Checks = new(Duration.FromSeconds(1), Duration.FromDays(366));

    private static readonly Kind<Weight> Emergency =
        PolicyKinds.Weights(new Bounds(
            0m, 1m, "a fraction of the portfolio (15 points are 0.15)")
        { IsOpenBelow = true, IsOpenAbove = true });

    private static readonly Kind<Weight> InflowShock = new Block<Weight>(
        default,
        new Binding<Weight, Weight>(
            PolicyKinds.Weights(
                new Bounds(0m, 1m, "a fraction of the portfolio") { IsOpenBelow = true }), (_, fraction) => fraction)
            .Always(
                "fraction",
                "The gain of one holding since the last check, as a fraction of the portfolio.",
                weight => weight).Required());

    private static readonly Kind<CashFlowPolicy> CashFlow = new Block<CashFlowPolicy>(
        new CashFlowPolicy(Money.Zero),
        new Binding<CashFlowPolicy, Money>(PolicyKinds.SomeMoney, (_, min) => new CashFlowPolicy(min))
            .Always(
                "min",
                "The smallest net deposit or withdrawal that counts, in the quote currency.",
                flow => flow.Min).Required());

    /// <summary>The block.</summary>
    public static Block<TriggerPolicy> Trigger { get; } = new(
        new TriggerPolicy(),
        new Binding<TriggerPolicy, Duration?>(
            new CheckKind(Checks), (trigger, step) => trigger with { CheckEvery = step })
            .Always(
                "checkEvery",
                "How often drift is checked, anchored to UTC; \"tick\" means on every price.",
                trigger => trigger.CheckEvery),
        new Binding<TriggerPolicy, Duration>(
            new DurationKind(Duration.Zero, Duration.FromDays(366)), (trigger, time) =>
                trigger with { Cooldown = time })
            .Always(
                "cooldown",
                "Time after a run in which band and volatilityBand stay quiet.",
                trigger => trigger.Cooldown),
        new Binding<TriggerPolicy, BandPolicy>(BandTable.Band, (trigger, band) => trigger with { Band = band })
            .Sometimes(
                "band",
                "Fires when an asset's weight leaves its band around the target.",
                trigger => trigger.Band is { } band ? [band] : []),
        new Binding<TriggerPolicy, Weight>(Emergency, (trigger, drift) => trigger with { Emergency = drift })
            .Sometimes(
                "emergency", "A drift above which nothing waits for a cooldown.", trigger =>
                    trigger.Emergency is { } drift ? [drift] : []),
        new Binding<TriggerPolicy, SchedulePolicy>(
            ScheduleTable.Schedule, (trigger, schedule) => trigger with { Schedule = schedule })
            .Sometimes(
                "schedule",
                "Fires by the calendar, whatever the drift.",
                trigger => trigger.Schedule is { } schedule ? [schedule] : []),
        new Binding<TriggerPolicy, VolatilityBandPolicy>(
            BandTable.VolatilityBand, (trigger, band) => trigger with { VolatilityBand = band })
            .Sometimes(
                "volatilityBand",
                "Bands of all assets that follow the portfolio's volatility; they replace the widths of band.",
                trigger => trigger.VolatilityBand is { } band ? [band] : []),
        new Binding<TriggerPolicy, AtrSchedulePolicy>(
            ScheduleTable.AtrSchedule, (trigger, schedule) => trigger with { AtrSchedule = schedule })
            .Sometimes(
                "atrSchedule",
                "A calendar whose step follows the average true range of one asset.",
                trigger => trigger.AtrSchedule is { } schedule ? [schedule] : []),
        new Binding<TriggerPolicy, CashFlowPolicy>(CashFlow, (trigger, flow) => trigger with { CashFlow = flow })
            .Sometimes(
                "cashFlow", "Fires on a deposit or withdrawal.", trigger => trigger.CashFlow is { } flow ? [flow] : []),
        new Binding<TriggerPolicy, Weight>(InflowShock, (trigger, shock) => trigger with { InflowShock = shock })
            .Sometimes(
                "inflowShock",
                "Fires on a large gain in one holding.",
                trigger => trigger.InflowShock is { } shock ? [shock] : []),
        new Binding<TriggerPolicy, VolatilitySpikePolicy>(
            StressTable.VolatilitySpike, (trigger, spike) => trigger with { VolatilitySpike = spike })
            .Sometimes(
                "volatilitySpike",
                "Another target while volatility is far above its mean.",
                trigger => trigger.VolatilitySpike is { } spike ? [spike] : []),
        new Binding<TriggerPolicy, DrawdownPolicy>(
            StressTable.Drawdown, (trigger, drawdown) => trigger with { Drawdown = drawdown })
            .Sometimes(
                "drawdown",
                "A smaller target for a holding that has fallen far below its peak.",
                trigger => trigger.Drawdown is { } drawdown ? [drawdown] : []));
}
