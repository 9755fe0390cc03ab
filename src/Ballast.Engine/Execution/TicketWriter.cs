using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// Writes the ticket of a plan's order: how it meets the market, at which price, with which filters satisfied.
/// </summary>
internal static class TicketWriter
{
    private static readonly Duration NominalExpiry = Duration.FromMinutes(1);

    /// <summary>The first ticket of a leg: takes at once, or rests at the touch.</summary>
    public static OrderTicket First(PlannedOrder leg, VenueMarket? market, ClientOrderId id) =>
        leg.Style == ExecutionStyle.Market ? Taking(leg, leg.Size, id) : Taking(leg, leg.Size, id) with
        {
            LimitPrice = Touch(leg, market?.Book),
            TimeInForce = TimeInForce.GoodTillCancelled,
        };

    /// <summary>A ticket that takes what is there within the collar.</summary>
    public static OrderTicket Taking(PlannedOrder leg, Quantity size, ClientOrderId id) => new()
    {
        Id = id,
        Account = leg.Account,
        Instrument = leg.Instrument,
        Side = leg.Side,
        Size = size,
        LimitPrice = leg.LimitPrice,
        TimeInForce = TimeInForce.ImmediateOrCancel,
        RequestExpiresAt = Instant.MinValue,
    };

    /// <summary>The instant after which a request signed now is inert.</summary>
    public static Instant Expiry(Instant now, TimeSpan? requestExpiry) =>
        now + (requestExpiry is { } fence ? Duration.FromTimeSpan(fence) : NominalExpiry);

    /// <summary>The largest size on the step that neither the venue's largest nor the given bound forbids.</summary>
    public static Quantity Fitted(Instrument instrument, Quantity size, Quantity bound) =>
        Rounding.ToStep(Quantity.Max(Quantity.Zero, Quantity.Min(size, bound)), instrument.Lot.Step);

    /// <summary>Whether the market's filters, as last fetched, take the ticket.</summary>
    public static bool IsAllowed(OrderTicket ticket, Instrument market)
    {
        decimal size = ticket.Size.Value;
        decimal price = ticket.LimitPrice.Value;
        decimal notional = size * price;
        return market.IsTrading && size > 0m && price > 0m
            && size >= market.Lot.Min && size <= market.Lot.Max && Rounding.Down(size, market.Lot.Step) == size
            && price >= market.Tick.Min && price <= market.Tick.Max && Rounding.Down(price, market.Tick.Step) == price
            && notional >= market.MinNotional && notional <= market.MaxNotional;
    }

    // Joins the own side of the book where it is known, the expected price otherwise; never worse than the collar.
    private static Price Touch(PlannedOrder leg, OrderBook? book)
    {
        bool isBuy = leg.Side == TradeSide.Buy;
        BookLevel? best = isBuy ? First(book?.Bids) : First(book?.Asks);
        Price wish = best?.Price ?? leg.ExpectedPrice;
        decimal tick = leg.Instrument.Tick.Step;
        Price touch = isBuy ? Rounding.ToTickDown(wish, tick) : Rounding.ToTickUp(wish, tick);
        bool isWorse = isBuy ? touch > leg.LimitPrice : touch < leg.LimitPrice;
        return isWorse ? leg.LimitPrice : touch;
    }

    private static BookLevel? First(ImmutableArray<BookLevel>? side) =>
        side is { IsEmpty: false } levels ? levels[0] : null;
}
