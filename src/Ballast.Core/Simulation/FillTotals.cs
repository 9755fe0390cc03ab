using Ballast.Core.Amounts;
using Ballast.Core.Costs;

namespace Ballast.Core.Simulation;

/// <summary>What the fills of one plan came to.</summary>
/// <param name="detail">Whether each trade is kept.</param>
internal sealed class FillTotals(RunDetail detail)
{
    private readonly List<SimulatedTrade> trades = [];
    private decimal fee;
    private decimal spread;
    private decimal impact;
    private decimal flat;

    /// <summary>Sum of notionals, buys and sells.</summary>
    public decimal Notional { get; private set; }

    /// <summary>Sum of costs.</summary>
    public decimal Cost { get; private set; }

    /// <summary>What prices moved against the orders between the decision and the fills.</summary>
    public decimal Delay { get; private set; }

    /// <summary>Orders that filled.</summary>
    public int Filled { get; private set; }

    /// <summary>Orders that did not fill at all.</summary>
    public int Lapsed { get; set; }

    /// <summary>The trades, where they are kept.</summary>
    public IReadOnlyList<SimulatedTrade> Trades => trades;

    /// <summary>The sum of costs by kind.</summary>
    public TradeCost CostByKind => new(new Money(fee), new Money(spread), new Money(impact), new Money(flat));

    /// <summary>Counts one fill.</summary>
    /// <param name="asset">What was traded.</param>
    /// <param name="fill">Side, size and prices.</param>
    /// <param name="curve">What it costs; the cost is that of the fill's notional.</param>
    public void Add(Asset asset, in Fill fill, CostCurve curve)
    {
        TradeCost? kinds = Split(fill, curve);
        Notional += fill.Notional;
        Cost += fill.Cost;
        Delay += fill.Delay;
        Filled++;
        if (detail == RunDetail.Everything)
        {
            trades.Add(new SimulatedTrade
            {
                Asset = asset,
                Side = fill.Side,
                Size = new Quantity(fill.Size),
                Price = new Price(fill.Price),
                DecidedPrice = new Price(fill.Decided),
                Notional = new Money(fill.Notional),
                Cost = kinds ?? new TradeCost(new Money(fill.Cost), default, default, default),
            });
        }
    }

    // Most policies know fees alone: those need no splitting.
    private TradeCost? Split(in Fill fill, CostCurve curve)
    {
        if (curve.IsFeeAlone)
        {
            fee += fill.Cost;
            return null;
        }

        TradeCost kinds = curve.Of(fill.Notional);
        fee += kinds.Fee.Value;
        spread += kinds.Spread.Value;
        impact += kinds.Impact.Value;
        flat += kinds.Fixed.Value;
        return kinds;
    }
}
