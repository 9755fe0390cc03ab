using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Orders;

/// <summary>An order in the exchange's record. Immutable: each change is a new value under the same number.</summary>
public sealed record ExchangeOrder
{
    /// <summary>The exchange's number: 1, 2, 3, ...</summary>
    public required long Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>The customer's name for it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The market.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>What kind of order.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>How long it stands.</summary>
    public required OrderLifetime Lifetime { get; init; }

    /// <summary>The limit; zero for market orders.</summary>
    public required decimal Price { get; init; }

    /// <summary>Units of the base asset asked for.</summary>
    public required decimal Size { get; init; }

    /// <summary>Units of the quote asset asked for; zero unless the order was by value.</summary>
    public required decimal QuoteSize { get; init; }

    /// <summary>The price that it waits or waited for; zero for kinds that do not wait.</summary>
    public decimal StopPrice { get; init; }

    /// <summary>Whether it still waits: it is open and not in the book.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>Units filled.</summary>
    public decimal Filled { get; init; }

    /// <summary>What the fills cost or raised, in quote.</summary>
    public decimal FilledQuote { get; init; }

    /// <summary>What is still locked for it: quote for a buyer, base for a seller.</summary>
    public decimal Locked { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrderState State { get; init; }

    /// <summary>When it was accepted.</summary>
    public required Instant At { get; init; }

    /// <summary>When it last changed.</summary>
    public required Instant UpdatedAt { get; init; }

    /// <summary>Whether it can still fill.</summary>
    public bool IsOpen => State is OrderState.New or OrderState.PartiallyFilled;

    /// <summary>What is still to fill.</summary>
    public decimal Remaining => Size - Filled;
}
