using System.Diagnostics;
using Ballast.Cli.Live;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Cli.Tables;

/// <summary>A policy in words.</summary>
internal static class PolicyWords
{
    /// <summary>When it acts.</summary>
    public static string Triggers(Policy policy)
    {
        TriggerPolicy trigger = policy.Trigger;
        List<string> words = [trigger.CheckEvery is { } step ? $"looks every {Time(step)}" : "looks at every price"];
        AddWhen(words, trigger.Band is not null || trigger.VolatilityBand is not null, () => Band(trigger));
        AddWhen(
            words,
            trigger.Emergency is not null,
            () => $"emergency at {Figures.Percent(trigger.Emergency!.Value.Value)} drift");
        AddWhen(
            words,
            trigger.Schedule is not null,
            () => $"schedule '{trigger.Schedule!.Cron}' in {trigger.Schedule.TimeZone}");
        AddWhen(words, trigger.AtrSchedule is not null, () =>
            $"every {Time(trigger.AtrSchedule!.Calm)}, or {Time(trigger.AtrSchedule.Wild)} while "
            + $"{trigger.AtrSchedule.Asset} is wild");
        AddWhen(words, trigger.CashFlow is not null, () => $"flows from {trigger.CashFlow!.Min} {policy.Quote}");
        AddWhen(
            words,
            trigger.InflowShock is not null,
            () => $"one gain of {Figures.Percent(trigger.InflowShock!.Value.Value)}");
        AddWhen(words, trigger.VolatilitySpike is not null, () => "another target in volatility spikes");
        AddWhen(words, trigger.Drawdown is not null, () => "smaller targets after drawdowns");
        AddWhen(words, trigger.Cooldown > Duration.Zero, () => $"cooldown {Time(trigger.Cooldown)}");
        return string.Join("; ", words);
    }

    /// <summary>How it plans and sends.</summary>
    public static string Trading(Policy policy)
    {
        string scope = policy.Trade.Scope switch
        {
            PlanScope.Whole => "the whole book",
            PlanScope.Breaching => "only what breaches",
            _ => throw new UnreachableException(),
        };
        string flows = policy.Trade.Flows switch
        {
            FlowUse.First => "flows first",
            FlowUse.Only => "flows only",
            FlowUse.Off => "flows not treated apart",
            _ => throw new UnreachableException(),
        };
        string style = policy.Execution.Style switch
        {
            ExecutionStyle.Market => "market orders",
            ExecutionStyle.Limit => "limit orders",
            ExecutionStyle.LimitThenMarket => "limit orders, then market",
            _ => throw new UnreachableException(),
        };
        string smallest = policy.Trade.MinNotional.IsZero
            ? "" : $", nothing under {policy.Trade.MinNotional} {policy.Quote}";
        return $"{scope}, {flows}, {style} within {CanonicalDecimal.Format(policy.Execution.MaxSlippageBps)} "
            + $"bp{smallest}";
    }

    /// <summary>What it hedges.</summary>
    public static string Hedges(Policy policy) => string.Join("; ", policy.Hedges.Select(hedge =>
        $"{Figures.Percent(hedge.Value.Ratio)} of {hedge.Key} short in {HedgeNames.MarketOf(hedge.Key, hedge.Value)} "
        + $"on {hedge.Value.Account}, {hedge.Value.MaxMargin} {policy.Quote} margin at most"));

    /// <summary>Its guards.</summary>
    public static string Limits(Policy policy)
    {
        GuardPolicy guards = policy.Guards;
        List<string> words = [$"prices at most {Time(guards.MaxPriceAge)} old and "
            + $"{Figures.Percent(guards.MaxPriceJump)} off"];
        AddWhen(words, guards.MaxOrderNotional is not null, () => $"{guards.MaxOrderNotional} {policy.Quote} an order");
        AddWhen(
            words,
            guards.MaxDailyTurnover is not null,
            () => $"{Figures.Percent(guards.MaxDailyTurnover!.Value)} turnover a day");
        AddWhen(words, guards.MinInterval > Duration.Zero, () => $"{Time(guards.MinInterval)} between runs");
        AddWhen(words, guards.SessionLoss is not null, () =>
            $"stops after a loss of {Figures.Percent(guards.SessionLoss!.Value)} in {Time(guards.Session)}");
        return string.Join("; ", words);
    }

    /// <summary>What holds for one asset.</summary>
    public static string Rules(Policy policy, Asset asset)
    {
        List<string> words = [];
        AddWhen(words, asset == policy.Quote, () => "quote");
        AddWhen(words, policy.Locked.ContainsKey(asset), () => $"{policy.Locked[asset]} locked");
        AddWhen(words, policy.Trade.Reserve.ContainsKey(asset), () => $"{policy.Trade.Reserve[asset]} in reserve");
        AddWhen(words, policy.NoSell.Contains(asset), () => "never sold");
        AddWhen(words, policy.NoBuy.Contains(asset), () => "never bought");
        AddWhen(
            words, policy.Equivalents.ContainsKey(asset), () => "with " + string.Join(", ", policy.Equivalents[asset]));
        return string.Join(", ", words);
    }

    private static void AddWhen(List<string> words, bool holds, Func<string> word)
    {
        if (holds)
        {
            words.Add(word());
        }
    }

    private static string Band(TriggerPolicy trigger)
    {
        string destination = (trigger.Band?.Destination ?? Destination.Target) switch
        {
            Destination.Target => "to target",
            Destination.Half => "half-way back",
            Destination.Edge => "back to the edge",
            _ => throw new UnreachableException(),
        };
        return trigger.VolatilityBand is null ? $"band, {destination}" : $"band that follows volatility, {destination}";
    }

    private static string Time(Duration duration) => PolicyDuration.Text(duration);
}
