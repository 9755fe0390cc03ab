using Ballast.Core.Amounts;
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

/// <summary>A trade as far as its cost depends on it.</summary>
public sealed record TradeSketch
{
    /// <summary>The managed asset; its own costs of the policy apply.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Buy or sell: which side of the book is walked.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Value traded in quote currency, zero or more.</summary>
    public required Money Notional { get; init; }

    /// <summary>Whether it takes or rests.</summary>
    public required Liquidity Liquidity { get; init; }

    /// <summary>The market, for its fees and book; <see langword="null"/> where there is no catalogue.</summary>
    public VenueMarket? Market { get; init; }

    /// <summary>The portfolio's quote currency per unit of the market's quote asset; default one, as it is where both
    /// are the same.</summary>
    public Price QuotePrice { get; init; } = Price.One;
}

/// <summary>Whether a fill takes from the book or rested in it.</summary>
public enum Liquidity
{
    /// <summary>Took.</summary>
    Taker = 0,

    /// <summary>Rested.</summary>
    Maker = 1,
}

/// <summary>The cost of one trade by kind, in quote currency; each zero or more, but for a maker's rebate.</summary>
public sealed record TradeCost(Money Fee, Money Spread, Money Impact, Money Fixed)
{
    /// <summary>Nothing.</summary>
    public static TradeCost None { get; } = new(default, default, default, default);

    /// <summary>All kinds together.</summary>
    public Money Total => Fee + Spread + Impact + Fixed;
}
