using Ballast.Core.Markets;
using Ballast.Core.Policies;

namespace Ballast.Core.Costs;

/// <summary>
/// What a trade costs: fee, half the spread, impact and fixed cost. One object, three users: the planner subtracts it,
/// the
/// simulator charges it, the report compares it with what was paid.
/// </summary>
public sealed class CostModel
{
    private readonly CostPolicy rates;

    /// <summary>A model of the policy's rates; a venue's own fees, where given with the trade, replace the
    /// policy's.</summary>
    /// <exception cref="ArgumentException">A rate, spread or fixed cost is negative (a maker's rebate may be), or
    /// impact has no daily volume.</exception>
    public CostModel(CostPolicy rates)
    {
        Check(rates);
        foreach (CostPolicy own in rates.PerAsset.Values)
        {
            Check(own);
        }

        this.rates = rates;
    }

    /// <summary>
    /// The cost of one trade, split by kind. With a book the spread and the impact are read from it: the trade walks
    /// the levels of its
    /// side and what lies beyond the last visible level is taken at that level. Without one, half the policy's spread
    /// and the
    /// square-root law (impact in bp grows with the root of trade over daily volume). A resting order pays neither.
    /// </summary>
    /// <param name="trade">What is traded; a notional of zero costs nothing.</param>
    /// <exception cref="ArgumentException">The notional is negative.</exception>
    public TradeCost Of(TradeSketch trade)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trade.Notional.Value, nameof(trade));
        return trade.Notional.IsZero ? TradeCost.None : CurveOf(trade).Of(trade.Notional.Value);
    }

    /// <summary>The cost as a function of notional, for one asset, side and market; the sketch's own notional does not
    /// matter.</summary>
    internal CostCurve CurveOf(TradeSketch trade)
    {
        CostPolicy own = rates.PerAsset.Count > 0 && rates.PerAsset.TryGetValue(trade.Asset, out CostPolicy? single)
            ? single : rates;
        bool takes = trade.Liquidity == Liquidity.Taker;
        FeeRates? fees = trade.Market?.Fees;
        decimal fee = fees is null
            ? (takes ? own.TakerFeeBps : own.MakerFeeBps) / 10_000m
            : takes ? fees.Taker : fees.Maker;
        return takes
            ? new CostCurve(
                fee, own, trade.Market?.Book is { } book ? BookSide.Of(book, trade.Side, trade.QuotePrice) : null)
            : new CostCurve(fee, own.Fixed.Value);
    }

    private static void Check(CostPolicy own)
    {
        bool negative = own.TakerFeeBps < 0m || own.SpreadBps < 0m || own.Fixed.Value < 0m || own.ImpactBps < 0m;
        if (negative || (own.ImpactBps > 0m && own.DailyVolume.Value <= 0m))
        {
            throw new ArgumentException(
                "costs are zero or more, and impact needs a daily volume above zero", nameof(own));
        }
    }
}

/// <summary>Whether a fill takes from the book or rested in it.</summary>
public enum Liquidity
{
    /// <summary>Took.</summary>
    Taker = 0,

    /// <summary>Rested.</summary>
    Maker = 1,
}
