using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>trade</c> and <c>execution</c>.</summary>
internal static class TradeTable
{
    private static readonly Kind<PlanScope> Scope = new ChoiceKind<PlanScope>(
        (PlanScope.Whole, "whole"), (PlanScope.Breaching, "breaching"));

    private static readonly Kind<FlowUse> Flows = new ChoiceKind<FlowUse>(
        (FlowUse.First, "first"), (FlowUse.Only, "only"), (FlowUse.Off, "off"));

    private static readonly Kind<ExecutionStyle> Style = new ChoiceKind<ExecutionStyle>(
        (ExecutionStyle.Market, "market"), (
            ExecutionStyle.Limit, "limit"), (ExecutionStyle.LimitThenMarket, "limit-then-market"));

    private static readonly Kind<ImmutableSortedDictionary<Asset, Quantity>> Units =
        new MapKind<Quantity>(PolicyKinds.Units, 0, PolicyKinds.MostAssets);

    private static readonly Kind<decimal> Share =
        PolicyKinds.Numbers(new Bounds(0m, 1m, "a fraction of the visible depth") { IsOpenBelow = true });

    private static readonly Kind<decimal> Slippage =
        PolicyKinds.Numbers(new Bounds(0m, 5000m, "in basis points (0.5 % is 50)") { IsOpenBelow = true });

    /// <summary>How a plan is made.</summary>
    public static Block<TradePolicy> Trade { get; } = new(
        new TradePolicy(),
        new Binding<TradePolicy, PlanScope>(Scope, (trade, scope) => trade with { Scope = scope })
            .Always(
                "scope",
                "Whether all assets take part in a plan or only those outside their band.",
                trade => trade.Scope),
        new Binding<TradePolicy, FlowUse>(Flows, (trade, flows) => trade with { Flows = flows })
            .Always(
                "flows",
                "Deposits and withdrawals are used before anything is sold to buy something else, are the only source "
                + "of trades, or not "
                + "treated apart.",
                trade => trade.Flows),
        new Binding<TradePolicy, Money>(PolicyKinds.Money, (trade, min) => trade with { MinNotional = min })
            .Always("minNotional", "The owner's smallest trade, in the quote currency.", trade => trade.MinNotional),
        new Binding<TradePolicy, ImmutableSortedDictionary<Asset, Quantity>>(
            Units, (trade, reserve) => trade with { Reserve = reserve })
            .Always("reserve", "Units kept aside per asset and never spent.", trade => trade.Reserve));

    /// <summary>How orders are sent.</summary>
    public static Block<ExecutionPolicy> Execution { get; } = new(
        new ExecutionPolicy(),
        new Binding<ExecutionPolicy, ExecutionStyle>(Style, (execution, style) => execution with { Style = style })
            .Always(
                "style",
                "market takes at once within the collar, limit rests at the touch, limit-then-market rests first.",
                execution => execution.Style),
        new Binding<ExecutionPolicy, decimal>(Slippage, (execution, bps) => execution with { MaxSlippageBps = bps })
            .Always("maxSlippageBps", "The collar around the expected price.", execution => execution.MaxSlippageBps),
        new Binding<ExecutionPolicy, Duration>(
            new DurationKind(Duration.FromSeconds(1), Duration.FromDays(1)), (execution, time) =>
                execution with { LimitTimeout = time })
            .Always("limitTimeout", "How long a limit order rests.", execution => execution.LimitTimeout),
        new Binding<ExecutionPolicy, decimal>(Share, (execution, share) => execution with { MaxDepthShare = share })
            .Sometimes(
                "maxDepthShare",
                "The part of the visible depth within the collar that one order takes.",
                execution => execution.MaxDepthShare is { } share ? [share] : []));
}
