using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>Carries a signed order to the venue, once, and to its end.</summary>
internal sealed class OrderCarrier
{
    private static readonly Duration ImmediateOrdersEndWithin = Duration.FromSeconds(5);

    private readonly PortfolioDesk desk;
    private readonly OrderSettler settler;
    private readonly UnknownResolver resolver;

    public OrderCarrier(PortfolioDesk desk, OrderSettler settler, UnknownResolver resolver)
    {
        this.desk = desk;
        this.settler = settler;
        this.resolver = resolver;
    }

    /// <summary>Sends a signed order and follows it until it is terminal or quarantined.</summary>
    /// <param name="id">The order.</param>
    /// <param name="doubt">Completed as soon as its fate is not known.</param>
    /// <param name="cancellation">Ends the following, not the sending.</param>
    public async Task CarryAsync(ClientOrderId id, TaskCompletionSource doubt, CancellationToken cancellation)
    {
        OrderRecord record = desk.Order(id);
        VenueLine line = desk.Lines[record.Order.Ticket.Account];
        if (Obstacle(line, record) is { } obstacle)
        {
            await DropAsync(record, obstacle, cancellation);
            return;
        }

        SendOutcome outcome = await line.SendAsync(record.Request!);
        await desk.RecordAsync(CancellationToken.None, Events(id, outcome));
        if (desk.Order(id).Order.State is OrderState.Unknown)
        {
            doubt.SetResult();
        }

        await FollowAsync(id, RestsUntil(desk.Order(id)), cancellation);
    }

    /// <summary>
    /// Follows an order that may have been sent, here or in an earlier life; what rests beyond an instant is cancelled.
    /// </summary>
    public async Task FollowAsync(ClientOrderId id, Instant restUntil, CancellationToken cancellation)
    {
        if (desk.Order(id).Order.State is OrderState.Unknown)
        {
            await resolver.ResolveAsync(id, cancellation);
        }

        await settler.FollowAsync(id, restUntil, cancellation);
    }

    /// <summary>When an order should have ended by itself or is cancelled.</summary>
    public Instant RestsUntil(OrderRecord record) =>
        record.Order.Ticket.TimeInForce is TimeInForce.GoodTillCancelled or TimeInForce.PostOnly
            ? record.ReservedAt + desk.Book.Policy.Execution.LimitTimeout
            : record.ReservedAt + ImmediateOrdersEndWithin;

    // The run hears of it in the same commit: what it did not send for such a reason may have to be planned anew.
    private Task<EngineState> DropAsync(OrderRecord record, Reason obstacle, CancellationToken cancellation)
    {
        ClientOrderId id = record.Order.Ticket.Id;
        return desk.RecordAsync(
            (_, book) => book.Orders[id].Order.State is OrderState.Signed
                ?
                [
                    new JournalEvent.OrderRejected(id, new Reason("never-sent", obstacle.Sentence)),
                    new JournalEvent.LegDropped(record.Origin.Run, record.Origin.Leg, obstacle),
                ]
                : [],
            cancellation);
    }

    // A policy may have changed since the order was signed, and its plan's time may be over.
    private Reason? Outlived(VenueLine line, OrderRecord record)
    {
        PortfolioBook book = desk.Book;
        RunRecord? run = book.Runs.Values.FirstOrDefault(candidate => candidate.Run == record.Origin.Run);
        return (run is null ? null : PlanValidity.Objection(book, run.Plan, desk.Now))
            ?? TradingPermission.Objection(desk.Engine, desk, line.Account);
    }

    // Between the commit and this line nothing has left: an order that must not go is refused here for good.
    private Reason? Obstacle(VenueLine line, OrderRecord record)
    {
        if (Outlived(line, record) is { } outlived)
        {
            return outlived;
        }

        if (desk.StopReason(desk.Engine) is { } stopped)
        {
            return new Reason("never-sent", $"halted after signing: {stopped.Sentence}");
        }

        if (line.IsQuiet)
        {
            return new Reason("never-sent", line.QuietSentence);
        }

        return desk.Now >= record.Order.Ticket.RequestExpiresAt
            ? new Reason("never-sent", "the request had expired before it could be sent")
            : null;
    }

    private static IReadOnlyList<JournalEvent> Events(ClientOrderId id, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted accepted =>
        [
            new JournalEvent.OrderAcked(id, accepted.Order.VenueId),
            .. accepted.Fills.Select(fill => new JournalEvent.OrderFilled(id, fill)),
        ],
        SendOutcome.Rejected rejected =>
            [new JournalEvent.OrderRejected(id, new Reason(rejected.Error.Code, rejected.Error.Message))],
        SendOutcome.Unknown unknown =>
            [new JournalEvent.OrderUnknown(id, new Reason(unknown.Error.Code, unknown.Error.Message))],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
