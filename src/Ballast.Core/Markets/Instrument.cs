using Ballast.Core.Amounts;

namespace Ballast.Core.Markets;

/// <summary>What a venue lets one trade, and in which sizes: one market of one venue.</summary>
public sealed record Instrument
{
    /// <summary>The venue's own name of the market, such as <c>BTCUSDC</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The asset that is bought and sold.</summary>
    public required Asset Base { get; init; }

    /// <summary>The asset that pays for it.</summary>
    public required Asset Quote { get; init; }

    /// <summary>Sizes of limit orders.</summary>
    public required LotFilter Lot { get; init; }

    /// <summary>Sizes of market orders and of the market part of an order; the same as <see cref="Lot"/> where the
    /// venue has no extra rule.</summary>
    public required LotFilter MarketLot { get; init; }

    /// <summary>Prices of limit orders.</summary>
    public required TickFilter Tick { get; init; }

    /// <summary>Smallest value of an order in <see cref="Quote"/>; zero where there is none.</summary>
    public required decimal MinNotional { get; init; }

    /// <summary>Largest value of an order in <see cref="Quote"/>; <see cref="decimal.MaxValue"/> where there is
    /// none.</summary>
    public decimal MaxNotional { get; init; } = decimal.MaxValue;

    /// <summary>Whether the market takes orders at present.</summary>
    public bool IsTrading { get; init; } = true;

    /// <summary>An instrument without any filter: every size and price is allowed.</summary>
    public static Instrument Unfiltered(Asset @base, Asset quote) => new()
    {
        Symbol = @base.Symbol + quote.Symbol,
        Base = @base,
        Quote = quote,
        Lot = LotFilter.None,
        MarketLot = LotFilter.None,
        Tick = TickFilter.None,
        MinNotional = 0m,
    };
}
