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

/// <summary>One trade.</summary>
public sealed record ExchangeTrade
{
    /// <summary>The exchange's number: 1, 2, 3, ... over all markets.</summary>
    public required long Id { get; init; }

    /// <summary>The order it belongs to.</summary>
    public required long OrderId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>The market.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>In quote per base.</summary>
    public required decimal Price { get; init; }

    /// <summary>Units of the base asset.</summary>
    public required decimal Size { get; init; }

    /// <summary>What was charged.</summary>
    public required decimal Fee { get; init; }

    /// <summary>In which asset.</summary>
    public required string FeeAsset { get; init; }

    /// <summary>Whether the order was resting.</summary>
    public required bool IsMaker { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}

/// <summary>A deposit (above zero) or withdrawal (below zero).</summary>
public sealed record ExchangeFlow(long Id, string Account, string Asset, decimal Amount, Instant At);

/// <summary>A POST that reached the exchange or was lost on the way to it, and what became of it.</summary>
/// <param name="Id">1, 2, 3, ...</param>
/// <param name="Account">Whose key it carried; empty when unknown.</param>
/// <param name="ClientId">The client id it carried; empty when none.</param>
/// <param name="Outcome">accepted, lost, delayed, duplicate, or the refusal's code.</param>
/// <param name="At">When.</param>
public sealed record ReceivedPost(long Id, string Account, string ClientId, string Outcome, Instant At);
