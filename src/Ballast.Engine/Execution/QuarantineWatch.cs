using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Execution;

/// <summary>
/// Looks again for the records of quarantined orders: a venue's late record is proof, and settles them without a
/// person.
/// </summary>
internal sealed class QuarantineWatch
{
    private readonly PortfolioDesk desk;
    private readonly OrderSettler settler;
    private readonly OrdersUnderway underway;

    public QuarantineWatch(PortfolioDesk desk, OrderSettler settler, OrdersUnderway underway)
    {
        this.desk = desk;
        this.settler = settler;
        this.underway = underway;
    }

    /// <summary>One look at each; contradictions wait for a person.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        foreach (OrderRecord stuck in desk.Book.LiveOrders.Where(IsSettledByRecord).ToList())
        {
            await LookAsync(stuck, cancellation);
        }
    }

    private static bool IsSettledByRecord(OrderRecord record) =>
        record.Order.State is OrderState.Quarantined quarantined
            && QuarantineCodes.IsSettledByRecord(quarantined.Why.Code);

    private async Task LookAsync(OrderRecord stuck, CancellationToken cancellation)
    {
        OrderTicket ticket = stuck.Order.Ticket;
        VenueLine line = desk.Lines[ticket.Account];
        Reading<OrderLookup> answer = await line.AskAsync(stop => line.Gateway.LookUpAsync(ticket, stop), cancellation);
        if (answer is not Reading<OrderLookup>.Known { Value: OrderLookup.Found found })
        {
            return;
        }

        if (found.Order.Status == VenueOrderStatus.Rejected)
        {
            Core.Reason why = new("venue-rejected", $"the venue lists {found.Order.VenueId} as rejected");
            await desk.RecordWhileAsync<OrderState.Quarantined>(
                ticket.Id, new JournalEvent.OrderRejected(ticket.Id, why), cancellation);
        }
        else if (IsEnded(found.Order)
            || stuck.Order.State is OrderState.Quarantined { Why.Code: QuarantineCodes.NoProof })
        {
            await settler.TakeRecordAsync(ticket.Id, found.Order, cancellation);
            await underway.FollowAsync(ticket.Id, cancellation);
        }

        if (desk.Order(ticket.Id).Order.State is OrderState.Quarantined)
        {
            return;
        }

        await desk.TellAsync(
            Severity.Info, "order-settled", $"order {ticket.Id} is {desk.Order(ticket.Id).Order.State.GetType().Name}");
    }

    private static bool IsEnded(VenueOrder order) =>
        order.Status is VenueOrderStatus.Filled or VenueOrderStatus.Cancelled or VenueOrderStatus.Expired;
}
