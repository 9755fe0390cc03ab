namespace Ballast.Adapters.Venues.BinanceSpot.Messages;

/// <summary>An account.</summary>
internal sealed record AccountMessage
{
    public required bool CanTrade { get; init; }

    public required BalanceMessage[] Balances { get; init; }

    /// <summary>Its standard rates; the test network tells them nowhere else.</summary>
    public CommissionMessage? CommissionRates { get; init; }
}

/// <summary>One balance.</summary>
internal sealed record BalanceMessage
{
    public required string Asset { get; init; }

    public required decimal Free { get; init; }

    public required decimal Locked { get; init; }
}

/// <summary>Rates as fractions.</summary>
internal sealed record CommissionMessage
{
    public required decimal Maker { get; init; }

    public required decimal Taker { get; init; }
}

/// <summary>The fees of one market.</summary>
internal sealed record TradeFeeMessage
{
    public required string Symbol { get; init; }

    public required decimal MakerCommission { get; init; }

    public required decimal TakerCommission { get; init; }
}

/// <summary>What a key may do. All fields that speak of moving money must be there.</summary>
internal sealed record KeyMessage
{
    public required bool IpRestrict { get; init; }

    public required bool EnableReading { get; init; }

    public required bool EnableSpotAndMarginTrading { get; init; }

    public required bool EnableWithdrawals { get; init; }

    public required bool EnableInternalTransfer { get; init; }

    public required bool PermitsUniversalTransfer { get; init; }
}
