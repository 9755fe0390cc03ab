using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>An open perpetual with margin of its own: it can lose that and no more.</summary>
public sealed record PerpPosition
{
    /// <summary>Its name, such as <c>pos-3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>BTC-PERP</c>.</summary>
    public required string Market { get; init; }

    /// <summary>Buy is long, sell is short.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>The agent's tag, such as <c>hedge</c>; positions of one market with different tags stay
    /// apart.</summary>
    public required string Purpose { get; init; }

    /// <summary>Units of the base asset, above zero.</summary>
    public required decimal Size { get; init; }

    /// <summary>What its fills came to in USDC, exactly.</summary>
    public required decimal Cost { get; init; }

    /// <summary>USDC set aside behind it.</summary>
    public required decimal Margin { get; init; }

    /// <summary>The leverage last asked for.</summary>
    public required decimal Leverage { get; init; }

    /// <summary>Profit of what has been reduced, before fees and funding.</summary>
    public decimal Realized { get; init; }

    /// <summary>Fees charged so far.</summary>
    public decimal Fees { get; init; }

    /// <summary>Funding received (above zero) or paid so far.</summary>
    public decimal Funding { get; init; }

    /// <summary>When it was opened.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required Instant UpdatedAt { get; init; }

    /// <summary>Profit at a price, before fees and funding.</summary>
    public decimal ProfitAt(decimal price) => Side == TradeSide.Buy ? (price * Size) - Cost : Cost - (price * Size);

    /// <summary>What it is worth at a price: its margin and its profit, never below zero.</summary>
    public decimal WorthAt(decimal price) => Math.Max(0m, Margin + ProfitAt(price));
}
