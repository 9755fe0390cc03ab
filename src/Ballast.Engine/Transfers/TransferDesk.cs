using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets.Health;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Transfers;

/// <summary>
/// Sends the transfer of a run after its orders have ended: put on record on the very state that allows it, then sent
/// once. What became of it is found out by <see cref="TransferWatch"/>.
/// </summary>
internal sealed class TransferDesk
{
    private const ushort LastLeg = ushort.MaxValue;
    private const string NotPrepared = "transfer-not-prepared";

    private readonly PortfolioDesk desk;
    private readonly ITransferGateway? gateway;

    public TransferDesk(PortfolioDesk desk, ITransferGateway? gateway)
    {
        this.desk = desk;
        this.gateway = gateway;
    }

    /// <summary>What a decision may know of routes; none where nothing may be transferred.</summary>
    public async Task<TransferSight> SightAsync(CancellationToken cancellation)
    {
        Policy policy = desk.Book.Policy;
        if (policy.Transfers is not { } wishes || policy.Accounts.Length < 2)
        {
            return TransferSight.None;
        }

        ImmutableArray<HeldRoute> held = RouteRest.Of(desk.Book);
        TransferSight sight = new()
        {
            Held = held,
            RestsUntil = desk.Book.Transfers.LastOrDefault()?.Ticket is { } last
                ? held.FirstOrDefault(way => way.Joins(last.From, last.To, last.Asset))?.Until
                : null,

            // A wait of long ago is none any more: the next one has its own deadline.
            WaitsUntil = desk.Book.WaitingTransfer?.WaitsUntil is { } until && desk.Now <= until + wishes.Deadline
                ? until
                : null,
            Barred = Bar(desk.Book),
        };
        if (sight.Barred is not null)
        {
            return sight with { WaitsUntil = null };
        }

        return await desk.AskAsync(gateway!.QuoteRoutesAsync, cancellation) switch
        {
            Reading<ImmutableArray<TransferRoute>>.Known { Value: var routes } => sight with
            {
                Routes = [.. routes.Where(route => IsTradable(route.From) && IsTradable(route.To))],
            },
            Reading<ImmutableArray<TransferRoute>>.Failed { Error: var error } => sight with
            {
                Barred = new Reason(
                    "routes-unread",
                    $"the ways between the accounts cannot be asked for now ({error.Code}: {error.Message})"),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // Why nothing is transferred although the policy has a block for it.
    private Reason? Bar(PortfolioBook book) =>
        book.Policy.Mode == TradingMode.Live ? new Reason(
            "transfers-not-live",
            "in mode live Ballast transfers nothing: it has no way to move real money between accounts")
        : gateway is null ? new Reason(
            "no-transfer-gateway", "nothing that Ballast can use moves cash between these accounts")
        : book.OpenTransfer is { } open ? new Reason(
            TransferReach.Underway, $"no other transfer is sent meanwhile: {TransferReach.Sentence(open)}")
        : book.OpenHedge is { } hedge ? new Reason(
            HedgeReach.Underway, $"no transfer is sent meanwhile: {HedgeReach.Sentence(hedge)}")
        : null;

    /// <summary>Sends what the plan of a run says, or drops it with a reason.</summary>
    public async Task SendAsync(RunContext context, CancellationToken cancellation)
    {
        PlannedTransfer? planned = context.Run.Plan.Transfers
            .FirstOrDefault(transfer => transfer.Choice == TransferChoice.Send);
        if (planned is null || gateway is null)
        {
            return;
        }

        TransferTicket ticket = TicketOf(planned, context.Run.Sequence);
        Reading<PreparedRequest> prepared =
            await desk.AskAsync(stop => gateway.PrepareAsync(ticket, stop), cancellation);
        Reason? objection = null;
        await desk.RecordAsync(
            (state, book) =>
            {
                objection = prepared is Reading<PreparedRequest>.Failed { Error: var error }
                    ? new Reason(NotPrepared, $"not sent: it could not be prepared ({error.Code}: {error.Message})")
                    : Objection(state, book, context, ticket);
                return objection is { } why
                    ? [new JournalEvent.TransferDropped(context.Run.Run, why)]
                    : [new JournalEvent.TransferIntended(
                        ticket, context.Run.Run, ((Reading<PreparedRequest>.Known)prepared).Value, state.Epoch)];
            },
            cancellation);
        if (objection is { } dropped)
        {
            await desk.TellAsync(Severity.Warning, dropped.Code, $"{ticket} is left out: {dropped.Sentence}");
            return;
        }

        await SendOnceAsync(ticket, ((Reading<PreparedRequest>.Known)prepared).Value);
    }

    // What is not there in time is missed most at a venue that does badly.
    private bool IsTradable(AccountId account) => desk.Lines.GetValueOrDefault(account)?.Ports.Orders is not null
        && (desk.Book.Health.GetValueOrDefault(account)?.Level ?? HealthLevel.Healthy) == HealthLevel.Healthy;

    private TransferTicket TicketOf(PlannedTransfer planned, long sequence) => new()
    {
        Id = ClientOrderId.Of(
            desk.Engine.Installation, (ushort)desk.Engine.Accounts[planned.From], (ulong)sequence, LastLeg, 0),
        From = planned.From,
        To = planned.To,
        Asset = planned.Asset,
        Units = planned.Units,
        Fee = planned.Fee,
        Latest = planned.Latest,
        Serves = planned.Serves,
        RequestExpiresAt = desk.Now + Duration.FromTimeSpan(gateway!.RequestExpiry),
    };

    private Reason? Objection(EngineState state, PortfolioBook book, RunContext context, TransferTicket ticket)
    {
        if (desk.StopReason(state) is { } stopped)
        {
            return new Reason("halted", $"not sent: {stopped.Sentence}");
        }

        if ((PlanValidity.Objection(book, context.Run.Plan, desk.Now)
            ?? TradingPermission.Objection(state, desk, ticket.From)
            ?? TradingPermission.Objection(state, desk, ticket.To)) is { } outlived)
        {
            return outlived;
        }

        if (book.Policy.Mode == TradingMode.Live || book.OpenTransfer is not null)
        {
            return new Reason("transfer-not-now", "not sent: another one is open, or the mode is live");
        }

        // Its cash may be the margin of that hedge: whether it is nobody knows before the positions have shown it.
        if (book.OpenHedge is { } hedge && (hedge.Ticket.Account == ticket.From || hedge.Ticket.Account == ticket.To))
        {
            return new Reason(HedgeReach.Underway, $"not sent: {HedgeReach.Sentence(hedge)}");
        }

        OrderRecord? live = book.LiveOrders.FirstOrDefault(
            order => order.Order.Ticket.Account == ticket.From || order.Order.Ticket.Account == ticket.To);
        if (live is not null)
        {
            return new Reason(
                "transfer-unsettled", $"not sent: order {live.Order.Ticket.Id} on {live.Order.Ticket.Account} is open");
        }

        Quantity untouchable = context.HeldByOthers(ticket.From, ticket.Asset)
            + ReserveShares.Of(LiveStage.Limited(book.Policy, book.Live), context.Snapshot)
                .Kept(ticket.From, ticket.Asset);
        Quantity free = FreeFunds.Of(book, ticket.From, ticket.Asset, untouchable);
        return free < ticket.Units
            ? new Reason("transfer-short", $"not sent: only {free} {ticket.Asset} are free on {ticket.From}")
            : null;
    }

    private async Task SendOnceAsync(TransferTicket ticket, PreparedRequest request)
    {
        TransferOutcome outcome = await AnsweredAsync(request);
        await desk.RecordAsync(
            (_, book) => book.OpenTransfer is { State: TransferState.Intended } open && open.Ticket.Id == ticket.Id
                ? [Event(ticket, outcome)]
                : [],
            CancellationToken.None);
        switch (outcome)
        {
            case TransferOutcome.Accepted:
                await desk.TellAsync(Severity.Info, "transfer-sent", $"{ticket} has left");
                break;
            case TransferOutcome.Refused refused:
                await desk.TellAsync(
                    Severity.Warning, "transfer-refused", $"{ticket} was refused: {refused.Error.Message}");
                break;
            case TransferOutcome.Unknown:
                await desk.TellAsync(
                    Severity.Urgent, "transfer-unknown", $"whether {ticket} has left is not known; finding out");
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static JournalEvent Event(TransferTicket ticket, TransferOutcome outcome) => outcome switch
    {
        TransferOutcome.Accepted => new JournalEvent.TransferLeft(ticket.Id),
        TransferOutcome.Refused refused => new JournalEvent.TransferEnded(
            ticket.Id,
            TransferState.Refused,
            Quantity.Zero,
            new Reason("transfer-refused", $"{refused.Error.Code}: {refused.Error.Message}")),
        TransferOutcome.Unknown lost => new JournalEvent.TransferUnknown(
            ticket.Id, new Reason("no-answer", $"{lost.Error.Code}: {lost.Error.Message}")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Task<TransferOutcome> AnsweredAsync(PreparedRequest request) => Sending.OnceAsync<TransferOutcome>(
        () => gateway!.SendAsync(request, CancellationToken.None)
            .WaitAsync(desk.Settings.SendTimeout.ToTimeSpan(), desk.Time),
        lost => new TransferOutcome.Unknown(lost));
}
