using Ballast.Core.Amounts;

namespace Ballast.Engine.Hedging;

/// <summary>What a market of perpetuals is like at one moment.</summary>
public sealed record HedgeMarket
{
    /// <summary>The price of its asset there, above zero.</summary>
    public required Price Mark { get; init; }

    /// <summary>What margin, profit and fees are counted in.</summary>
    public required Asset Cash { get; init; }

    /// <summary>What taking costs, as a fraction of the notional; <see langword="null"/> where the policy's own rate
    /// holds.</summary>
    public decimal? FeeRate { get; init; }

    /// <summary>The smallest order, above zero.</summary>
    public required Money MinNotional { get; init; }

    /// <summary>What its orders are counted in; <see langword="null"/> where they are in cash and at the market.
    /// </summary>
    public HedgeGrid? Grid { get; init; }

    /// <summary>The leverage that is set there for every position; <see langword="null"/> where each order names its
    /// own.</summary>
    public decimal? Leverage { get; init; }
}
