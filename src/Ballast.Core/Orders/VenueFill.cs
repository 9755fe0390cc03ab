using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Orders;

/// <summary>One trade of one order, as the venue states it. Distinct by <see cref="TradeId"/> within a
/// market.</summary>
public sealed record VenueFill
{
    /// <summary>The venue's number of the trade; the same trade seen twice has the same number.</summary>
    public required string TradeId { get; init; }

    /// <summary>Units of the base asset.</summary>
    public required Quantity Size { get; init; }

    /// <summary>In the market's quote asset.</summary>
    public required Price Price { get; init; }

    /// <summary>What was charged, in <see cref="FeeAsset"/>; negative is a rebate.</summary>
    public required Quantity Fee { get; init; }

    /// <summary>The asset the fee was charged in: base, quote or a third one.</summary>
    public required Asset FeeAsset { get; init; }

    /// <summary>The venue's time.</summary>
    public required Instant At { get; init; }
}
