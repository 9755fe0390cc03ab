namespace Ballast.Adapters.Venues.BinanceSpot.Messages;

/// <summary>The exchange's time.</summary>
internal sealed record TimeMessage
{
    public required long ServerTime { get; init; }
}

/// <summary>All markets.</summary>
internal sealed record MarketsMessage
{
    public required MarketMessage[] Symbols { get; init; }

    public LimitMessage[] RateLimits { get; init; } = [];
}

/// <summary>One market.</summary>
internal sealed record MarketMessage
{
    public required string Symbol { get; init; }

    public required string Status { get; init; }

    public required string BaseAsset { get; init; }

    public required string QuoteAsset { get; init; }

    public required FilterMessage[] Filters { get; init; }
}

/// <summary>A rule for orders; which fields it has depends on its type.</summary>
internal sealed record FilterMessage
{
    public required string FilterType { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    public decimal? TickSize { get; init; }

    public decimal? MinQty { get; init; }

    public decimal? MaxQty { get; init; }

    public decimal? StepSize { get; init; }

    public decimal? MinNotional { get; init; }

    public decimal? MaxNotional { get; init; }
}

/// <summary>How much may be asked.</summary>
internal sealed record LimitMessage
{
    public required string RateLimitType { get; init; }

    public required string Interval { get; init; }

    public required int IntervalNum { get; init; }

    public required int Limit { get; init; }
}

/// <summary>A market's last day.</summary>
internal sealed record TickerMessage
{
    public required string Symbol { get; init; }

    public required decimal LastPrice { get; init; }

    public required decimal BidPrice { get; init; }

    public required decimal AskPrice { get; init; }

    public required long CloseTime { get; init; }
}

/// <summary>A book; each level is a price and a size.</summary>
internal sealed record BookMessage
{
    public required long LastUpdateId { get; init; }

    public required decimal[][] Bids { get; init; }

    public required decimal[][] Asks { get; init; }
}
