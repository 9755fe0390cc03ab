using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Orders;

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
