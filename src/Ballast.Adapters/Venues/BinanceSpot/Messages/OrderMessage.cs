namespace Ballast.Adapters.Venues.BinanceSpot.Messages;

/// <summary>An order: the answer to placing or cancelling it, a lookup's, one of a list.</summary>
internal sealed record OrderMessage
{
    public required string Symbol { get; init; }

    public required long OrderId { get; init; }

    /// <summary>Its name; in a cancel's answer the cancel's own.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>Its name in a cancel's answer.</summary>
    public string? OrigClientOrderId { get; init; }

    public required string Status { get; init; }

    public required decimal OrigQty { get; init; }

    public required decimal ExecutedQty { get; init; }

    /// <summary>When it was placed, in the answer to placing it.</summary>
    public long? TransactTime { get; init; }

    /// <summary>When it was placed, in a lookup's answer and in a list.</summary>
    public long? Time { get; init; }

    /// <summary>What it traded at once, in the answer to placing it.</summary>
    public FillMessage[]? Fills { get; init; }
}

/// <summary>A trade in the answer to placing an order.</summary>
internal sealed record FillMessage
{
    public required long TradeId { get; init; }

    public required decimal Price { get; init; }

    public required decimal Qty { get; init; }

    public required decimal Commission { get; init; }

    public required string CommissionAsset { get; init; }
}

/// <summary>A trade of the account's history.</summary>
internal sealed record TradeMessage
{
    public required long Id { get; init; }

    public required long OrderId { get; init; }

    public required decimal Price { get; init; }

    public required decimal Qty { get; init; }

    public required decimal Commission { get; init; }

    public required string CommissionAsset { get; init; }

    public required long Time { get; init; }

    public required bool IsBuyer { get; init; }
}
