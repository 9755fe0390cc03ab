using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.Core.Costs;

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
