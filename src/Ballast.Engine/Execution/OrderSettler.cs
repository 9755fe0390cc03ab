using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// Follows an order that the venue has until its end is known and all its trades are booked. Cancels what rests too
/// long; quarantines what the venue will not tell the end of.
/// </summary>
internal sealed class OrderSettler
{
    private static readonly Duration FirstPause = Duration.FromMilliseconds(200);
    private static readonly Duration LongestPause = Duration.FromSeconds(2);
    private static readonly Duration Patience = Duration.FromSeconds(55);

    private readonly PortfolioDesk desk;
    private readonly TradeIntake trades;

    public OrderSettler(PortfolioDesk desk, TradeIntake trades)
    {
        this.desk = desk;
        this.trades = trades;
    }

    /// <summary>Follows the order; it may rest until an instant, then it is cancelled.</summary>
    public async Task FollowAsync(ClientOrderId id, Instant restUntil, CancellationToken cancellation)
    {
        Duration pause = FirstPause;
        VenueLine line = desk.Lines[desk.Order(id).Order.Ticket.Account];
        Instant giveUpAt = Instant.Max(restUntil, desk.Now) + line.PatienceOf(Patience);
        while (IsFollowed(id))
        {
            await LookOnceAsync(id, desk.Now >= restUntil || desk.IsHalted, cancellation);
            if (!IsFollowed(id))
            {
                return;
            }

            if (desk.Now >= giveUpAt)
            {
                await GiveUpAsync(id, cancellation);
                return;
            }

            await line.PauseAsync(pause.ToTimeSpan(), cancellation);
            pause = Duration.Min(pause * 2, LongestPause);
        }
    }

    /// <summary>One look at an order whose record may have turned up.</summary>
    /// <returns>Whether the venue's record was found.</returns>
    public async Task<bool> TakeRecordAsync(ClientOrderId id, VenueOrder record, CancellationToken cancellation)
    {
        OrderRecord known = desk.Order(id);
        bool isNews = known.Order.VenueId != record.VenueId || known.Order.State is OrderState.Quarantined;
        if (isNews && known.Order.State is not OrderState.Resolved)
        {
            await desk.RecordAsync(cancellation, new JournalEvent.OrderFound(id, record.VenueId));
        }

        await trades.ReadAsync(known.Order.Ticket.Account, known.Order.Ticket.Instrument, cancellation);
        await ConcludeAsync(id, record, cancellation);
        return true;
    }

    /// <summary>Ends the order if the venue's record says so and all its trades are booked.</summary>
    public async Task ConcludeAsync(ClientOrderId id, VenueOrder record, CancellationToken cancellation)
    {
        await desk.RecordAsync((_, book) => End(book.Orders[id].Order, record), cancellation);
    }

    private bool IsFollowed(ClientOrderId id) => IsFollowed(desk.Order(id));

    private static bool IsFollowed(OrderRecord record) =>
        record.Order.State is OrderState.Acked or OrderState.Found or OrderState.Partial;

    private async Task LookOnceAsync(ClientOrderId id, bool isOverdue, CancellationToken cancellation)
    {
        OrderTicket ticket = desk.Order(id).Order.Ticket;
        VenueLine line = desk.Lines[ticket.Account];
        Reading<OrderLookup> answer = await line.AskAsync(
            stop => isOverdue ? line.Gateway.CancelAsync(ticket, stop)
                : line.Gateway.LookUpAsync(ticket, stop), cancellation);

        // A venue that refuses to cancel an ended order still has its record.
        if (isOverdue && answer is not Reading<OrderLookup>.Known { Value: OrderLookup.Found })
        {
            answer = await line.AskAsync(stop => line.Gateway.LookUpAsync(ticket, stop), cancellation);
        }

        VenueOrder? record = (answer as Reading<OrderLookup>.Known)?.Value is OrderLookup.Found found
            ? found.Order
            : null;
        if (record is not null && IsStillResting(record, desk.Order(id).Order))
        {
            return;
        }

        await trades.ReadAsync(ticket.Account, ticket.Instrument, cancellation);
        if (record is not null)
        {
            await ConcludeAsync(id, record, cancellation);
        }
    }

    // Nothing has happened since the last look. What has ended is never believed without its trades: a record may say
    // the end before it says all that was filled.
    private static bool IsStillResting(VenueOrder record, Order order) =>
        record.IsOpen
        && record.VenueId == order.VenueId
        && record.Filled == order.Filled;

    private static IReadOnlyList<JournalEvent> End(Order order, VenueOrder record)
    {
        ClientOrderId id = order.Ticket.Id;
        if (order.State is not (OrderState.Acked or OrderState.Found or OrderState.Partial))
        {
            return [];
        }

        if (record.VenueId != order.VenueId)
        {
            return [new JournalEvent.OrderFound(id, record.VenueId)];
        }

        return record.Status switch
        {
            VenueOrderStatus.Open or VenueOrderStatus.PartlyFilled => [],
            VenueOrderStatus.Rejected =>
                [new JournalEvent.OrderRejected(
                    id, new Reason("venue-rejected", $"the venue lists {record.VenueId} as rejected"))],
            _ when record.Filled != order.Filled => [],
            VenueOrderStatus.Filled => [new JournalEvent.OrderClosed(id, OrderEnd.Filled, record.Filled)],
            VenueOrderStatus.Cancelled => [new JournalEvent.OrderClosed(id, OrderEnd.Cancelled, record.Filled)],
            VenueOrderStatus.Expired => [new JournalEvent.OrderClosed(id, OrderEnd.Expired, record.Filled)],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task GiveUpAsync(ClientOrderId id, CancellationToken cancellation)
    {
        Reason why = new(QuarantineCodes.EndUnknown, $"the venue does not tell the end of order {id}");
        await desk.RecordAsync(
            (_, book) => IsFollowed(book.Orders[id]) ? [new JournalEvent.OrderQuarantined(id, why)] : [], cancellation);
        if (desk.Order(id).Order.State is OrderState.Quarantined)
        {
            await desk.TellAsync(Severity.Urgent, why.Code, why.Sentence);
        }
    }
}
