using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;

namespace Ballast.Core.Simulation;

/// <summary>
/// Fills a plan's orders at given prices: sells first, then buys from the cash there is. Everything fills at the
/// bar's price, whatever the order's collar, because a candle knows no book; where prices rose since the plan the
/// buys share the cash in proportion. An order whose asset has no price lapses.
/// </summary>
internal sealed class CandleFills
{
    private readonly ImmutableArray<Asset> assets;
    private readonly CostModel costs;
    private readonly decimal reserve;

    public CandleFills(PriceGrid grid, Policy policy)
    {
        assets = grid.Assets;
        costs = new CostModel(policy.Costs);
        reserve = policy.Trade.Reserve.GetValueOrDefault(policy.Quote).Value;
    }

    /// <summary>Fills what can be filled.</summary>
    public FillTotals Fill(Plan plan, ReadOnlySpan<decimal> prices, SimulatedBook book)
    {
        var totals = new FillTotals();
        foreach (PlannedOrder order in plan.Orders)
        {
            if (order.Side == TradeSide.Sell)
            {
                Sell(order, prices, book, totals);
            }
        }

        decimal share = BuyShare(plan, prices, book.Cash - reserve);
        foreach (PlannedOrder order in plan.Orders)
        {
            if (order.Side == TradeSide.Buy)
            {
                Buy(order, prices, book, (totals, share));
            }
        }

        return totals;
    }

    private void Sell(PlannedOrder order, ReadOnlySpan<decimal> prices, SimulatedBook book, FillTotals totals)
    {
        int asset = assets.BinarySearch(order.Asset);
        decimal price = prices[asset];
        decimal size = Math.Min(order.Size.Value, book.UnitsOf(asset));
        if (price == PriceGrid.Gap || size <= 0m)
        {
            totals.Lapsed++;
            return;
        }

        decimal notional = size * price;
        decimal cost = CostOf(order, notional);
        book.Post(asset, -size, notional - cost);
        totals.Add(notional, cost);
    }

    private void Buy(
        PlannedOrder order, ReadOnlySpan<decimal> prices, SimulatedBook book, (FillTotals Totals, decimal Share) how)
    {
        int asset = assets.BinarySearch(order.Asset);
        decimal price = prices[asset];
        if (price == PriceGrid.Gap)
        {
            how.Totals.Lapsed++;
            return;
        }

        decimal size = order.Size.Value * how.Share;
        decimal notional = size * price;
        decimal cost = CostOf(order, notional);
        decimal free = book.Cash - reserve;
        if (notional + cost > free)
        {
            // The last unit of a rounding, or a fixed cost that does not shrink with the size.
            size = Math.Max((free - (notional + cost - free)) / (notional + cost), 0m) * size;
            notional = size * price;
            cost = CostOf(order, notional);
        }

        if (size <= 0m || notional + cost > free)
        {
            how.Totals.Lapsed++;
            return;
        }

        book.Post(asset, size, -notional - cost);
        how.Totals.Add(notional, cost);
    }

    /// <summary>The part of the planned buys that the cash pays for: 1, or less where prices rose.</summary>
    private decimal BuyShare(Plan plan, ReadOnlySpan<decimal> prices, decimal free)
    {
        decimal needed = 0m;
        foreach (PlannedOrder order in plan.Orders)
        {
            decimal price = prices[assets.BinarySearch(order.Asset)];
            if (order.Side == TradeSide.Buy && price != PriceGrid.Gap)
            {
                decimal notional = order.Size.Value * price;
                needed += notional + CostOf(order, notional);
            }
        }

        return needed <= free ? 1m : Math.Max(free, 0m) / needed;
    }

    private decimal CostOf(PlannedOrder order, decimal notional) => costs.Of(new TradeSketch
    {
        Asset = order.Asset,
        Side = order.Side,
        Notional = new Money(notional),
        Liquidity = order.Style == ExecutionStyle.Limit ? Liquidity.Maker : Liquidity.Taker,
    }).Total.Value;
}
