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
    // As a fraction of the cash: far above a decimal's last digit, far below anything that counts.
    private const decimal Rest = 1e-20m;

    private readonly ImmutableArray<Asset> assets;
    private readonly CostCurve[] curves;
    private readonly decimal reserve;
    private readonly RunDetail detail;
    private readonly List<PlannedBuy> buys = [];

    public CandleFills(PriceGrid grid, Policy policy, RunDetail detail)
    {
        this.detail = detail;
        assets = grid.Assets;
        reserve = policy.Trade.Reserve.GetValueOrDefault(policy.Quote).Value;
        var costs = new CostModel(policy.Costs);
        curves = [.. assets.Select(asset => costs.CurveOf(new TradeSketch
        {
            Asset = asset,
            Side = TradeSide.Buy,
            Notional = default,
            Liquidity = policy.Execution.Style == ExecutionStyle.Limit ? Liquidity.Maker : Liquidity.Taker,
        }))];
    }

    /// <summary>Fills what can be filled.</summary>
    public FillTotals Fill(Plan plan, ReadOnlySpan<decimal> prices, SimulatedBook book)
    {
        var totals = new FillTotals(detail);
        buys.Clear();
        decimal needed = 0m;
        int asset = -1;
        foreach (PlannedOrder order in plan.Orders)
        {
            asset = IndexOf(order.Asset, asset + 1);
            if (order.Side == TradeSide.Sell)
            {
                Sell((asset, order), prices[asset], book, totals);
                continue;
            }

            decimal notional = prices[asset] == PriceGrid.Gap ? 0m : order.Size.Value * prices[asset];
            decimal cost = CostOf(asset, notional);
            needed += notional + cost;
            buys.Add(new PlannedBuy(asset, order, order.Size.Value, notional, cost));
        }

        decimal free = book.Cash - reserve;
        decimal share = needed <= free ? 1m : Math.Max(free, 0m) / needed;
        foreach (PlannedBuy buy in buys)
        {
            Buy(share == 1m ? buy : Shared(buy, share, prices[buy.Asset]), prices[buy.Asset], book, totals);
        }

        return totals;
    }

    private void Sell((int Asset, PlannedOrder Order) sale, decimal price, SimulatedBook book, FillTotals totals)
    {
        (int asset, PlannedOrder order) = sale;
        decimal size = Math.Min(order.Size.Value, book.UnitsOf(asset));
        if (price == PriceGrid.Gap || size <= 0m)
        {
            totals.Lapsed++;
            return;
        }

        decimal notional = size * price;
        decimal cost = CostOf(asset, notional);
        book.Post(asset, -size, notional - cost);
        var fill = new Fill(TradeSide.Sell, size, price, order.ExpectedPrice.Value, cost) { Notional = notional };
        totals.Add(assets[asset], fill, curves[asset]);
    }

    /// <summary>The part of a planned buy that the cash pays for where prices rose.</summary>
    private PlannedBuy Shared(PlannedBuy buy, decimal share, decimal price)
    {
        decimal size = buy.Size * share;
        decimal notional = price == PriceGrid.Gap ? 0m : size * price;
        return buy with { Size = size, Notional = notional, Cost = CostOf(buy.Asset, notional) };
    }

    private void Buy(PlannedBuy buy, decimal price, SimulatedBook book, FillTotals totals)
    {
        if (price == PriceGrid.Gap)
        {
            totals.Lapsed++;
            return;
        }

        (decimal size, decimal notional, decimal cost) = (buy.Size, buy.Notional, buy.Cost);
        decimal free = book.Cash - reserve;
        if (notional + cost > free)
        {
            // The last unit of a rounding, or a fixed cost that does not shrink with the size; a hair less, so that
            // rounding once more cannot make it too much again.
            size = Math.Max((free - (notional + cost - free) - (free * Rest)) / (notional + cost), 0m) * size;
            notional = size * price;
            cost = CostOf(buy.Asset, notional);
        }

        if (size <= 0m || notional + cost > free)
        {
            totals.Lapsed++;
            return;
        }

        book.Post(buy.Asset, size, -notional - cost);
        var fill = new Fill(TradeSide.Buy, size, price, buy.Order.ExpectedPrice.Value, cost) { Notional = notional };
        totals.Add(assets[buy.Asset], fill, curves[buy.Asset]);
    }

    private decimal CostOf(int asset, decimal notional) => notional == 0m ? 0m : curves[asset].Charged(notional);

    /// <summary>Orders come sorted, so that the asset of one is most likely the next after that of the last.</summary>
    private int IndexOf(Asset asset, int likely) =>
        likely < assets.Length && ReferenceEquals(assets[likely], asset) ? likely : assets.BinarySearch(asset);

    private readonly record struct PlannedBuy(
        int Asset, PlannedOrder Order, decimal Size, decimal Notional, decimal Cost);
}
