using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Orders;

/// <summary>An order as it is asked of a venue: everything that its bytes on the wire depend on.</summary>
public sealed record OrderTicket
{
    /// <summary>Its name.</summary>
    public required ClientOrderId Id { get; init; }

    /// <summary>Where it goes.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The market.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units of the base asset, on the lot step.</summary>
    public required Quantity Size { get; init; }

    /// <summary>Never worse than this, on the tick grid.</summary>
    public required Price LimitPrice { get; init; }

    /// <summary>How long it may stand.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>The request is inert at the venue from this instant on (its own expiry, not the order's).</summary>
    public required Instant RequestExpiresAt { get; init; }
}

/// <summary>How long an order may stand in the book.</summary>
public enum TimeInForce
{
    /// <summary>Take what is there within the limit, drop the rest.</summary>
    ImmediateOrCancel = 0,

    /// <summary>Rest until filled or cancelled.</summary>
    GoodTillCancelled = 1,

    /// <summary>Rest, and be refused rather than take.</summary>
    PostOnly = 2,

    /// <summary>All at once or nothing.</summary>
    FillOrKill = 3,
}
