using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Transfers;

/// <summary>
/// Finds out what became of the open transfer, one question at each look, until its end is known. Doubt ends by proof:
/// the gateway's record, or the request's expiry long past, three answers that nobody has seen it, and both balances
/// equal to the ledger. A record settles a quarantined one too. Nothing is ever sent here.
/// </summary>
internal sealed class TransferWatch
{
    private static readonly Duration Patience = Duration.FromMinutes(30);

    private readonly PortfolioDesk desk;
    private readonly ITransferGateway? gateway;
    private readonly List<Instant> neverSeen = [];
    private ClientOrderId? late;

    public TransferWatch(PortfolioDesk desk, ITransferGateway? gateway)
    {
        this.desk = desk;
        this.gateway = gateway;
    }

    /// <summary>Why the portfolio cannot go on; <see langword="null"/> where it can.</summary>
    public Reason? Objection => desk.Book.OpenTransfer is { } open && gateway is null
        ? new Reason(
            "no-transfer-gateway",
            $"{TransferReach.Sentence(open)}, and no transfer gateway is configured any more; configure it, then "
            + "resume")
        : null;

    /// <summary>What is said instead of a decision while it is on its way; <see langword="null"/> once the others go
    /// on without it.</summary>
    public Reason? Holding => desk.Book.OpenTransfer is { } open && open.State != TransferState.Quarantined
        && desk.Now <= open.LateAfter
            ? new Reason(TransferReach.Underway, $"nothing is planned meanwhile: {TransferReach.Sentence(open)}")
            : null;

    /// <summary>
    /// Whether a transfer that had left has ended and no decision has been made since: the check is due. One that never
    /// left changes nothing, and what it was for waits for the next check.
    /// </summary>
    public static bool CallsForCheck(PortfolioBook book) =>
        book.Transfers.LastOrDefault() is
        {
            EndedAt: { } ended,
            State: TransferState.Arrived or TransferState.Returned or TransferState.Resolved,
        }
        && !(ended <= book.Memory.LastDecisionAt);

    /// <summary>A transfer that an earlier life put on record may have been sent: its fate is not known.</summary>
    public async Task DoubtAsync(CancellationToken cancellation)
    {
        if (desk.Book.OpenTransfer is { State: TransferState.Intended } open)
        {
            Reason why = new("restart", "the answer to sending was lost in a restart");
            await desk.RecordAsync(cancellation, new JournalEvent.TransferUnknown(open.Ticket.Id, why));
            await desk.TellAsync(
                Severity.Urgent, "transfer-unknown", $"whether {open.Ticket} has left is not known; finding out");
        }
    }

    /// <summary>Asks once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (desk.Book.OpenTransfer is not { } open || gateway is null)
        {
            neverSeen.Clear();
            return;
        }

        Reading<TransferLookup> answer =
            await desk.AskAsync(stop => gateway.LookUpAsync(open.Ticket, stop), cancellation);
        switch ((answer as Reading<TransferLookup>.Known)?.Value)
        {
            case TransferLookup.Pending:
                await LeftAsync(open, cancellation);
                break;
            case TransferLookup.Arrived arrived:
                await EndAsync(open, (TransferState.Arrived, arrived.Amount), cancellation);
                break;
            case TransferLookup.Returned returned:
                await EndAsync(open, (TransferState.Returned, returned.Amount), cancellation);
                break;
            case TransferLookup.NeverSeen:
                await CountAsync(open, cancellation);
                break;
            case null:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        await GiveUpAsync(cancellation);
    }

    private async Task LeftAsync(TransferRecord open, CancellationToken cancellation)
    {
        neverSeen.Clear();
        if (!open.IsDebited)
        {
            await desk.RecordAsync(
                (_, book) => book.OpenTransfer is { IsDebited: false } still && still.Ticket.Id == open.Ticket.Id
                    ? [new JournalEvent.TransferLeft(open.Ticket.Id)]
                    : [],
                cancellation);
            await desk.TellAsync(Severity.Info, "transfer-sent", $"{open.Ticket} has left");
        }

        if (desk.Now > open.LateAfter && late != open.Ticket.Id)
        {
            late = open.Ticket.Id;
            await desk.TellAsync(
                Severity.Urgent,
                "transfer-late",
                $"{TransferReach.Sentence(open)}: it is late; other assets go on, and it is looked for at every look");
        }
    }

    private async Task EndAsync(
        TransferRecord open, (TransferState State, Quantity Amount) end, CancellationToken cancellation)
    {
        if (end.Amount.Sign < 0 || end.Amount > open.Ticket.Units)
        {
            await desk.TellAsync(
                Severity.Urgent,
                "transfer-contradicts",
                $"the record of {open.Ticket} says {end.Amount} came of it, which cannot be; it stays open");
            return;
        }

        string what = end.State == TransferState.Arrived ? "arrived" : "came back";
        Reason why = new(
            $"transfer-{what.Replace(' ', '-')}",
            $"{end.Amount} {open.Ticket.Asset} {what}, the fee was {open.Ticket.Units - end.Amount}");
        await desk.RecordAsync(
            (_, book) => book.OpenTransfer is not { } now || now.Ticket.Id != open.Ticket.Id ? [] :
            [
                .. now.IsDebited ? [] : new JournalEvent[] { new JournalEvent.TransferLeft(now.Ticket.Id) },
                new JournalEvent.TransferEnded(now.Ticket.Id, end.State, end.Amount, why),
            ],
            cancellation);
        await desk.TellAsync(
            end.State == TransferState.Arrived ? Severity.Info : Severity.Warning,
            why.Code,
            $"{open.Ticket}: {why.Sentence}");
    }

    private async Task CountAsync(TransferRecord open, CancellationToken cancellation)
    {
        Instant now = desk.Now;
        bool isSpaced = neverSeen.Count == 0 || now - neverSeen[^1] >= AbsenceRule.Spacing;
        if (open.IsDebited || now < open.Request.ExpiresAt + AbsenceRule.Margin || !isSpaced)
        {
            return;
        }

        neverSeen.Add(now);
        if (neverSeen.Count < AbsenceRule.NotFoundsNeeded || !await AreEqualAsync(open, cancellation))
        {
            return;
        }

        Reason why = new("transfer-absent", "its request has expired, nobody has seen it, and no balance has moved");
        await desk.RecordAsync(
            (_, book) => book.OpenTransfer is { IsDebited: false } still && still.Ticket.Id == open.Ticket.Id
                ? [new JournalEvent.TransferEnded(open.Ticket.Id, TransferState.Absent, Quantity.Zero, why)]
                : [],
            cancellation);
        await desk.TellAsync(Severity.Info, why.Code, $"{open.Ticket} was never sent: {why.Sentence}");
    }

    // Orders at either account could hide what the transfer has moved: none is open while one is, by construction.
    private async Task<bool> AreEqualAsync(TransferRecord open, CancellationToken cancellation)
    {
        foreach (AccountId account in new[] { open.Ticket.From, open.Ticket.To })
        {
            AccountReading reading = await desk.Lines[account].ReadBalancesAsync(cancellation);
            if (reading is not AccountReading.Read read
                || BalanceEquality.Total(read, open.Ticket.Asset) != desk.Book.Ledgers[account].Of(open.Ticket.Asset))
            {
                return false;
            }
        }

        return true;
    }

    private async Task GiveUpAsync(CancellationToken cancellation)
    {
        if (desk.Book.OpenTransfer is { State: TransferState.Unknown } open
            && desk.Now > open.Request.ExpiresAt + Patience)
        {
            Reason why = new(
                "transfer-no-proof", $"nothing proves whether transfer {open.Ticket.Id}, {open.Ticket}, was sent");
            await desk.RecordAsync(
                (_, book) => book.OpenTransfer is { State: TransferState.Unknown } still
                    && still.Ticket.Id == open.Ticket.Id
                        ? [new JournalEvent.TransferQuarantined(open.Ticket.Id, why)]
                        : [],
                cancellation);
            await desk.TellAsync(Severity.Urgent, why.Code, why.Sentence);
        }
    }
}
