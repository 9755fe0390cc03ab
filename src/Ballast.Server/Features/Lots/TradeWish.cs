using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Server.Features.Lots;

/// <summary>One past trade, as it is handed in.</summary>
public sealed record TradeWish
{
    /// <summary>The venue's number of it, distinct within its market.</summary>
    public required string TradeId { get; init; }

    /// <summary>What was bought or sold.</summary>
    public required Asset Base { get; init; }

    /// <summary>What it was paid with.</summary>
    public required Asset Quote { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units of <see cref="Base"/>.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>In <see cref="Quote"/>.</summary>
    public required Price Price { get; init; }

    /// <summary>What was charged; below zero is a rebate.</summary>
    public required Quantity Fee { get; init; }

    /// <summary>Whether nobody knows what was charged; the fee is zero then.</summary>
    public bool IsFeeUntold { get; init; }

    /// <summary>In what.</summary>
    public required Asset FeeAsset { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>What <see cref="Quote"/> was worth then, in <see cref="QuotePriceIn"/>; null where nobody
    /// knows.</summary>
    public Price? QuotePrice { get; init; }

    /// <summary>The currency of <see cref="QuotePrice"/>; null without it.</summary>
    public Asset? QuotePriceIn { get; init; }

    /// <summary>How a trade is handed in.</summary>
    public static TradeWish Of(PastTrade trade) => new()
    {
        TradeId = trade.TradeId,
        Base = trade.Base,
        Quote = trade.Quote,
        Side = trade.Side,
        Quantity = trade.Size,
        Price = trade.Price,
        Fee = trade.Fee,
        IsFeeUntold = trade.IsFeeUntold,
        FeeAsset = trade.FeeAsset,
        At = trade.At,
        QuotePrice = trade.Rate?.Price,
        QuotePriceIn = trade.Rate?.In,
    };

    /// <summary>What is missing beside something else, as the end of its path; <see langword="null"/> where nothing
    /// is.</summary>
    internal string? Fault() => (QuotePrice, QuotePriceIn) switch
    {
        ({ }, null) => ".quotePriceIn is missing beside quotePrice",
        (null, { }) => ".quotePrice is missing beside quotePriceIn",
        _ => null,
    };

    /// <summary>The trade.</summary>
    internal PastTrade ToTrade() => new()
    {
        TradeId = TradeId,
        Base = Base,
        Quote = Quote,
        Side = Side,
        Size = Quantity,
        Price = Price,
        Fee = Fee,
        IsFeeUntold = IsFeeUntold,
        FeeAsset = FeeAsset,
        At = At,
        Rate = QuotePrice is { } price && QuotePriceIn is { } currency ? new QuoteRate(currency, price) : null,
    };
}
