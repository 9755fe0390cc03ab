using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;

namespace Ballast.Core.Simulation;

/// <summary>
/// Sells what a withdrawal needs beyond the cash there is: from what stands highest above its target down to a common
/// level, as flows are to be raised. What is locked, never sold or has no price stays.
/// </summary>
internal sealed class CashRaising
{
    // Costs are a small part of what is sold: each round is off by that part of the round before.
    private const int Rounds = 12;

    // As a fraction of V: a last digit more than needed rather than one less.
    private const decimal Rest = 1e-20m;

    private readonly PriceGrid grid;
    private readonly CostCurve[] curves;
    private readonly bool[] kept;
    private readonly decimal[] levels;
    private readonly decimal[] floors;
    private readonly decimal[] sales;
    private readonly WaterFilling water;
    private readonly RunDetail detail;
    private decimal[] targets;

    /// <summary>For one walk.</summary>
    public CashRaising(PriceGrid grid, Policy policy, RunDetail detail)
    {
        this.grid = grid;
        this.detail = detail;
        int count = grid.Assets.Length;
        var costs = new CostModel(policy.Costs);
        curves = [.. grid.Assets.Select(asset => costs.CurveOf(new TradeSketch
        {
            Asset = asset,
            Side = TradeSide.Sell,
            Notional = default,
            Liquidity = Liquidity.Taker,
        }))];
        targets = [];
        Aim(policy.Target);
        kept = [.. grid.Assets.Select((asset, i) => i == grid.Quote || policy.NoSell.Contains(asset))];
        (levels, floors, sales) = (new decimal[count], new decimal[count], new decimal[count]);
        water = new WaterFilling(count);
    }

    /// <summary>Judges by other targets from now on; none leave the last ones.</summary>
    public void Aim(ImmutableSortedDictionary<Asset, Weight> target) => targets = target.IsEmpty
        ? targets
        : [.. grid.Assets.Select(asset => target.GetValueOrDefault(asset).Value)];

    /// <summary>Sells at the book's marks until the sales bring an amount after their costs.</summary>
    /// <param name="book">The book, marked at the row's closes.</param>
    /// <param name="row">The row: what has no price there is not sold.</param>
    /// <param name="amount">What has to come in, above zero.</param>
    /// <returns>What was sold and what it cost, or <see langword="null"/> where all that may be sold does not bring
    /// it; then nothing was sold.</returns>
    public FillTotals? Sell(SimulatedBook book, int row, decimal amount)
    {
        decimal net = amount + (book.Value * Rest);
        decimal gross = net;
        for (int round = 0; round < Rounds; round++)
        {
            if (!TrySpread(book, row, gross))
            {
                return null;
            }

            decimal cost = 0m;
            for (int i = 0; i < sales.Length; i++)
            {
                cost += sales[i] == 0m ? 0m : curves[i].Charged(sales[i]);
            }

            gross = net + cost;
        }

        return TrySpread(book, row, gross) ? Post(book) : null;
    }

    private bool TrySpread(SimulatedBook book, int row, decimal gross)
    {
        decimal wealth = book.Value - gross;
        ReadOnlySpan<decimal> closes = grid.Closes(row);
        for (int i = 0; i < levels.Length; i++)
        {
            decimal target = targets[i] * wealth;
            levels[i] = book.Values[i] - target;
            floors[i] = kept[i] || closes[i] == PriceGrid.Gap ? levels[i] : book.LockedValueOf(i) - target;
            sales[i] = levels[i];
        }

        bool enough = water.Lower(levels, floors, default, gross) == 0m;
        for (int i = 0; i < sales.Length; i++)
        {
            sales[i] -= levels[i];
        }

        return enough;
    }

    private FillTotals Post(SimulatedBook book)
    {
        var totals = new FillTotals(detail);
        for (int i = 0; i < sales.Length; i++)
        {
            if (sales[i] > 0m)
            {
                decimal cost = curves[i].Charged(sales[i]);
                decimal size = Math.Min(book.UnitsOf(i), sales[i] / book.MarkOf(i));
                book.Post(i, -size, sales[i] - cost);
                var fill = new Fill(TradeSide.Sell, size, book.MarkOf(i), book.MarkOf(i), cost) { Notional = sales[i] };
                totals.Add(grid.Assets[i], fill, curves[i]);
            }
        }

        return totals;
    }
}
