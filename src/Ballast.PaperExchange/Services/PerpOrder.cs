using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>An order for a perpetual, resting or on its way.</summary>
public sealed record PerpOrder
{
    /// <summary>Its name, such as <c>ord-2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>BTC-PERP</c>.</summary>
    public required string Market { get; init; }

    /// <summary>Buy is long, sell is short.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>USDC still to be filled.</summary>
    public required decimal Notional { get; init; }

    /// <summary>1 to 50.</summary>
    public required decimal Leverage { get; init; }

    /// <summary>The worst price; <see langword="null"/> takes any.</summary>
    public required decimal? LimitPrice { get; init; }

    /// <summary>The agent's tag.</summary>
    public required string Purpose { get; init; }

    /// <summary>Whether it may open or grow a position.</summary>
    public required PerpEffect Effect { get; init; }

    /// <summary>USDC set aside while it rests.</summary>
    public decimal Reserved { get; init; }

    /// <summary>When it was accepted.</summary>
    public required Instant At { get; init; }
}

/// <summary>What an order may do to a position.</summary>
public enum PerpEffect
{
    /// <summary>Open, grow, reduce and reverse.</summary>
    Any = 0,

    /// <summary>Only reduce; what is left over has no effect.</summary>
    ReduceOnly = 1,
}
