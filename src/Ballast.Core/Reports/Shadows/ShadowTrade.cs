using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Reports.Shadows;

/// <summary>How a shadow book trades: planned by the one planner with the policy's costs, as the benchmarks of a
/// backtest are, and filled at the valuation's prices.</summary>
internal static class ShadowTrade
{
    /// <summary>The book on the policy's targets, as near as locked and barred assets and the reserve allow; unchanged
    /// where nothing can be planned.</summary>
    public static ShadowBook ToTarget(ShadowBook book, Policy policy, ShadowGroups groups, ShadowSight sight)
    {
        if (groups.Values(book.Units) is not { } values
            || groups.Managed.Any(asset => groups.PriceOf(asset) == 0m))
        {
            return book;
        }

        Policy plain = BenchmarkPolicies.Plain(policy, new TriggerPolicy { CheckEvery = null });
        Verdict verdict = Rebalancer.Decide(
            CompiledPolicy.Of(plain, "shadow"),
            SnapshotOf(plain, groups, values, sight),
            PolicyMemory.Fresh,
            PastPrices.None(sight.At),
            new DecisionMoment(sight.At, DecisionCause.Manual));
        return verdict.Decision switch
        {
            Decision.Rebalance rebalance => Filled(book, rebalance.Plan, groups, values),
            Decision.Hold or Decision.Refuse => book,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The book exactly on the targets, for nothing.</summary>
    public static ShadowBook OntoTarget(ShadowBook book, Policy policy, ShadowGroups groups)
    {
        if (groups.Values(book.Units) is not { } values)
        {
            return book;
        }

        SortedDictionary<Asset, decimal> after = [];
        foreach (Asset asset in values.Keys.Union(groups.Managed))
        {
            after[asset] = policy.Target.GetValueOrDefault(asset).Value * book.Value.Value;
        }

        return book with { Units = groups.Moved(book.Units, values, after) };
    }

    /// <summary>The fee and half the spread of trading a whole group once, as the policy's costs say.</summary>
    public static decimal RateOf(Policy policy, Asset asset) => asset.Equals(policy.Quote)
        ? 0m
        : new CostModel(policy.Costs).CurveOf(new TradeSketch
        {
            Asset = asset,
            Side = TradeSide.Buy,
            Notional = Money.Zero,
            Liquidity = policy.Execution.Style == ExecutionStyle.Limit ? Liquidity.Maker : Liquidity.Taker,
        }).Rate;

    private static ShadowBook Filled(
        ShadowBook book, Plan plan, ShadowGroups groups, SortedDictionary<Asset, decimal> values)
    {
        SortedDictionary<Asset, decimal> after = new(values);
        decimal cash = 0m;
        foreach (PlannedOrder order in plan.Orders)
        {
            decimal signed = order.Side == TradeSide.Buy ? order.Notional.Value : -order.Notional.Value;
            after[order.Asset] = Math.Max(0m, after.GetValueOrDefault(order.Asset) + signed);
            cash -= signed + order.Cost.Value;
        }

        Asset quote = groups.Of(plan.Orders[0].Instrument.Quote);
        after[quote] = Math.Max(0m, after.GetValueOrDefault(quote) + cash);
        return book with
        {
            Units = groups.Moved(book.Units, values, after),
            Value = book.Value - plan.Cost,
            Cost = book.Cost + plan.Cost,
            Runs = book.Runs + 1,
        };
    }

    private static Snapshot SnapshotOf(
        Policy policy, ShadowGroups groups, SortedDictionary<Asset, decimal> values, ShadowSight sight) => new()
        {
            At = sight.At,
            Quote = policy.Quote,
            Positions = [.. values.Keys.Union(groups.Managed).Order()
                .Select(asset => PositionOf(policy, groups, asset, values.GetValueOrDefault(asset)))],
            Untracked = [],
            Catalogue = Catalogue.WithoutVenue,
            Value = new Money(values.Values.Sum()),
        };

    private static Position PositionOf(Policy policy, ShadowGroups groups, Asset asset, decimal value)
    {
        Price price = new(groups.PriceOf(asset));
        decimal locked = policy.Locked.Where(pair => groups.Of(pair.Key).Equals(asset))
            .Sum(pair => pair.Value.Value * groups.PriceOf(pair.Key));
        return new Position
        {
            Asset = asset,
            Price = price,
            Value = new Money(value),
            SellableValue = new Money(Math.Max(0m, value - locked)),
            Lines = value == 0m || price.Value == 0m ? [] :
            [
                new HoldingLine
                {
                    Account = policy.Accounts[0],
                    Access = AccountAccess.Tradable,
                    Asset = asset,
                    Free = new Quantity(value / price.Value),
                    Locked = Quantity.Zero,
                    Price = price,
                },
            ],
        };
    }
}
