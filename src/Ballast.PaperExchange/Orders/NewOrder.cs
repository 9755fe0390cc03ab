using Ballast.Core.Markets;
using Ballast.PaperExchange.Clocks;
using NodaTime;

namespace Ballast.PaperExchange.Orders;

/// <summary>An order as a customer asks for it.</summary>
public sealed record NewOrder
{
    /// <summary>The market's name.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Market, limit, or limit that must rest.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>How long a limit order may stand; market orders never rest.</summary>
    public OrderLifetime Lifetime { get; init; }

    /// <summary>Units of the base asset; <see langword="null"/> for a market order by value.</summary>
    public decimal? Size { get; init; }

    /// <summary>Units of the quote asset to spend or raise; only for a market order by value.</summary>
    public decimal? QuoteSize { get; init; }

    /// <summary>The limit; <see langword="null"/> for market orders.</summary>
    public decimal? Price { get; init; }

    /// <summary>The price that it waits for; <see langword="null"/> for kinds that do not wait.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>The customer's name for it; <see langword="null"/> lets the exchange choose one.</summary>
    public string? ClientId { get; init; }

    /// <summary>The request is inert after this; checked when it arrives and again before it is matched.</summary>
    public required Instant RequestExpiresAt { get; init; }

    /// <summary>By which clock.</summary>
    public StampClock ExpiryClock { get; init; }
}
