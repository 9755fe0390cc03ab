using Ballast.Core.Markets;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;

namespace Ballast.Core.Costs;

/// <summary>
/// What a trade costs: fee, half the spread, impact and fixed cost. One object, three users: the planner subtracts it, the
/// simulator charges it, the report compares it with what was paid.
/// </summary>
public sealed class CostModel
{
    private readonly CostPolicy rates;

    /// <summary>A model of the policy's rates; a venue's own fees, where given with the trade, replace the policy's.</summary>
    public CostModel(CostPolicy rates) => this.rates = rates;

    /// <summary>The cost of one trade, split by kind.</summary>
    /// <param name="trade">What is traded; a notional of zero costs nothing.</param>
    public TradeCost Of(TradeSketch trade) =>
        throw new NotImplementedException($"{rates} {trade}");
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
