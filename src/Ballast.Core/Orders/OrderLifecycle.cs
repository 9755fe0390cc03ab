using System.Diagnostics;

namespace Ballast.Core.Orders;

/// <summary>
/// The order's life as a pure state machine. Our own steps out of order are bugs and throw; what a venue repeats or
/// delivers late is
/// absorbed; what contradicts an order's proof or size goes to quarantine with its trades booked.
/// </summary>
public static class OrderLifecycle
{
    /// <summary>The order after an event; the same instance where the event says nothing new.</summary>
    /// <exception cref="InvalidOperationException">The step is a bug: it cannot follow the order's state.</exception>
    public static Order Apply(Order order, OrderEvent happened) => happened switch
    {
        OrderEvent.Reserve => Step<OrderState.Planned>(order, happened, new OrderState.Reserved()),
        OrderEvent.Sign => Step<OrderState.Reserved>(order, happened, new OrderState.Signed()),
        OrderEvent.Acknowledge ack => Locate(order, ack.VenueId, new OrderState.Acked(), happened),
        OrderEvent.Find find => Locate(order, find.VenueId, new OrderState.Found(), happened),
        OrderEvent.Fill fill => Fill(order, fill.Trade),
        OrderEvent.Close close => Close(order, close),
        OrderEvent.Reject reject => Reject(order, reject),
        OrderEvent.LoseTrack lost => LoseTrack(order, lost),
        OrderEvent.ProveAbsent absent => ProveAbsent(order, absent),
        OrderEvent.Quarantine quarantine => Quarantine(order, quarantine),
        OrderEvent.Resolve resolve =>
            Step<OrderState.Quarantined>(order, resolve, new OrderState.Resolved(resolve.Actor, resolve.Why)),
        _ => throw new UnreachableException(),
    };

    private static Order Step<TBefore>(Order order, OrderEvent happened, OrderState after)
        where TBefore : OrderState =>
        order.State is TBefore ? order with { State = after } : throw Bug(order, happened);

    // An acknowledgement and a found record say the same: the venue has the order under this number.
    private static Order Locate(Order order, string venueId, OrderState after, OrderEvent happened)
    {
        if (order.VenueId.Length > 0 && order.VenueId != venueId)
        {
            return Contradicted(order, "two-orders-one-id",
                $"the venue has orders {order.VenueId} and {venueId} under the id {order.Ticket.Id}");
        }

        Order located = order with { VenueId = venueId };
        return order.State switch
        {
            OrderState.Planned or OrderState.Reserved => throw Bug(order, happened),
            OrderState.Signed or OrderState.Unknown => located with { State = after },
            OrderState.Quarantined => located with { State = order.Fills.IsEmpty ? after : new OrderState.Partial() },
            OrderState.Acked or OrderState.Found or OrderState.Partial => Same(order, located),
            OrderState.Filled or OrderState.Cancelled or OrderState.Expired => Same(order, located),
            OrderState.Rejected or OrderState.NotPlaced => Contradicted(located, "found-after-proof",
                $"the venue has order {venueId} although {order.Ticket.Id} was proven to have had no effect"),
            OrderState.Resolved => located,
            _ => throw new UnreachableException(),
        };
    }

    private static Order Fill(Order order, VenueFill trade)
    {
        if (order.State is OrderState.Planned or OrderState.Reserved)
        {
            throw Bug(order, new OrderEvent.Fill(trade));
        }

        if (order.Fills.ContainsKey(trade.TradeId))
        {
            return order;
        }

        Order filled = order with { Fills = order.Fills.Add(trade.TradeId, trade) };
        if (filled.Remaining.Sign < 0)
        {
            return Contradicted(filled, "overfilled",
                $"trades of {order.Ticket.Id} sum to {filled.Filled}, more than its size {order.Ticket.Size}");
        }

        return order.State switch
        {
            OrderState.Signed or OrderState.Unknown or OrderState.Acked or OrderState.Found or OrderState.Partial =>
                filled with { State = filled.Remaining.IsZero ? new OrderState.Filled() : new OrderState.Partial() },
            OrderState.Cancelled or OrderState.Expired =>
                filled.Remaining.IsZero ? filled with { State = new OrderState.Filled() } : filled,
            OrderState.Quarantined or OrderState.Resolved => filled,
            OrderState.Rejected or OrderState.NotPlaced => Contradicted(filled, "filled-after-proof",
                $"trade {trade.TradeId} belongs to {order.Ticket.Id}, which was proven to have had no effect"),
            OrderState.Filled => throw new UnreachableException("a further trade of a filled order overfills it"),
            OrderState.Planned or OrderState.Reserved => throw new UnreachableException("refused above"),
            _ => throw new UnreachableException(),
        };
    }

    private static Order Close(Order order, OrderEvent.Close close)
    {
        switch (order.State)
        {
            case OrderState.Filled or OrderState.Cancelled or OrderState.Expired or OrderState.Resolved:
                return order;
            case OrderState.Acked or OrderState.Found or OrderState.Partial:
                break;
            case OrderState.Planned or OrderState.Reserved or OrderState.Signed or OrderState.Unknown:
            case OrderState.Rejected or OrderState.NotPlaced or OrderState.Quarantined:
                throw Bug(order, close);
            default:
                throw new UnreachableException();
        }

        if (close.VenueFilled != order.Filled)
        {
            throw Bug(order, close);
        }

        return close.End switch
        {
            OrderEnd.Filled => order.Remaining.IsZero
                ? order with { State = new OrderState.Filled() }
                : Contradicted(order, "filled-short", $"the venue calls {order.Ticket.Id} filled at {order.Filled}"),
            OrderEnd.Cancelled => order with { State = new OrderState.Cancelled() },
            OrderEnd.Expired => order with { State = new OrderState.Expired() },
            _ => throw new UnreachableException(),
        };
    }

    private static Order Reject(Order order, OrderEvent.Reject reject) => order.State switch
    {
        OrderState.Reserved or OrderState.Signed or OrderState.Unknown => order.Fills.IsEmpty
            ? order with { State = new OrderState.Rejected(reject.Why) }
            : throw Bug(order, reject),
        OrderState.Acked or OrderState.Found or OrderState.Quarantined when order.Fills.IsEmpty =>
            order with { State = new OrderState.Rejected(reject.Why) },
        OrderState.Rejected => order,
        OrderState.Acked or OrderState.Found or OrderState.Quarantined or OrderState.Partial =>
            Contradicted(order, "rejected-after-fill", $"the venue refuses {order.Ticket.Id}, which has trades"),
        OrderState.Planned or OrderState.Filled or OrderState.Cancelled or OrderState.Expired =>
            throw Bug(order, reject),
        OrderState.NotPlaced or OrderState.Resolved => throw Bug(order, reject),
        _ => throw new UnreachableException(),
    };

    private static Order LoseTrack(Order order, OrderEvent.LoseTrack lost) =>
        Step<OrderState.Signed>(order, lost, new OrderState.Unknown(lost.Why));

    private static Order ProveAbsent(Order order, OrderEvent.ProveAbsent absent) =>
        order.Fills.IsEmpty && order.VenueId.Length == 0
            ? Step<OrderState.Unknown>(order, absent, new OrderState.NotPlaced(absent.Proof))
            : throw Bug(order, absent);

    // An acknowledged order whose end the venue never tells is as stuck as an unknown one.
    private static Order Quarantine(Order order, OrderEvent.Quarantine quarantine) => order.State switch
    {
        OrderState.Unknown or OrderState.Acked or OrderState.Found or OrderState.Partial =>
            order with { State = new OrderState.Quarantined(quarantine.Why) },
        OrderState.Quarantined => order,
        OrderState.Planned or OrderState.Reserved or OrderState.Signed or OrderState.Filled =>
            throw Bug(order, quarantine),
        OrderState.Cancelled or OrderState.Expired or OrderState.Rejected => throw Bug(order, quarantine),
        OrderState.NotPlaced or OrderState.Resolved => throw Bug(order, quarantine),
        _ => throw new UnreachableException(),
    };

    private static Order Contradicted(Order order, string code, string sentence) =>
        order with { State = new OrderState.Quarantined(new Reason(code, sentence)) };

    private static Order Same(Order before, Order after) => before.VenueId == after.VenueId ? before : after;

    private static InvalidOperationException Bug(Order order, OrderEvent happened) =>
        new($"{happened.GetType().Name} cannot follow {order.State.GetType().Name} of order {order.Ticket.Id}");
}
