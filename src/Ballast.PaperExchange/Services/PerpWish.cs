using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Services;

/// <summary>A wish to trade a perpetual.</summary>
public sealed record PerpWish
{
    /// <summary>Such as <c>BTC-PERP</c>.</summary>
    public required string Market { get; init; }

    /// <summary>Buy is long, sell is short.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>USDC of exposure.</summary>
    public required decimal Notional { get; init; }

    /// <summary>1 to <see cref="PerpMarkets.MaxLeverage"/>.</summary>
    public required decimal Leverage { get; init; }

    /// <summary>The worst price of a limit order; <see langword="null"/> for a market order.</summary>
    public required decimal? LimitPrice { get; init; }

    /// <summary>How far from the mid a market order may walk; <see langword="null"/> takes any depth.</summary>
    public required decimal? MaxSlippageBps { get; init; }

    /// <summary>The agent's tag; empty where it gave none.</summary>
    public required string Purpose { get; init; }

    /// <summary>Whether it may open or grow a position.</summary>
    public required PerpEffect Effect { get; init; }
}
