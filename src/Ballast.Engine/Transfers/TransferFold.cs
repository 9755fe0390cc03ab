using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Core.Triggers;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Transfers;

/// <summary>
/// Folds a transfer's events: the amount leaves the source's ledger when it is known to have left, and comes into the
/// destination's when it is known to have arrived. What lies between is in transit, and what never comes is its fee.
/// </summary>
internal static class TransferFold
{
    private const int MostTransfers = 50;
    private const int MostRecent = 64;

    public static PortfolioBook Intended(PortfolioBook book, JournalEvent.TransferIntended intended, Instant at)
    {
        if (book.OpenTransfer is { } open)
        {
            throw new InvalidOperationException($"transfer {open.Ticket.Id} is open: one at a time");
        }

        TransferRecord record = new()
        {
            Ticket = intended.Ticket,
            Run = intended.Run,
            Request = intended.Request,
            State = TransferState.Intended,
            IntendedAt = at,
        };
        ImmutableList<TransferRecord> all = book.Transfers.Add(record);
        return book with
        {
            Transfers = all.Count > MostTransfers ? all.RemoveAt(0) : all,
            WaitingTransfer = null,
        };
    }

    public static PortfolioBook Left(PortfolioBook book, ClientOrderId id, Instant at)
    {
        TransferRecord open = Open(book, id, TransferState.Intended, TransferState.Unknown, TransferState.Quarantined);
        TransferTicket ticket = open.Ticket;
        return Posted(
            With(book, open with { State = TransferState.Underway, IsDebited = true, Why = null }),
            (ticket.From, ticket.Asset, -ticket.Units),
            at);
    }

    public static PortfolioBook Lost(PortfolioBook book, JournalEvent.TransferUnknown lost) => With(
        book, Open(book, lost.Transfer, TransferState.Intended) with { State = TransferState.Unknown, Why = lost.Why });

    public static PortfolioBook Stuck(PortfolioBook book, JournalEvent.TransferQuarantined stuck) => With(
        book,
        Open(book, stuck.Transfer, TransferState.Unknown) with { State = TransferState.Quarantined, Why = stuck.Why });

    public static PortfolioBook Ended(PortfolioBook book, JournalEvent.TransferEnded ended, Instant at)
    {
        TransferRecord open = Open(book, ended.Transfer, From(ended.End));
        TransferTicket ticket = open.Ticket;
        if (ended.Credited.Sign < 0 || ended.Credited > ticket.Units)
        {
            throw new InvalidOperationException($"{ended.Credited} cannot come of a transfer of {ticket}");
        }

        PortfolioBook after = With(
            book, open with { State = ended.End, Why = ended.Why, Credited = ended.Credited, EndedAt = at });
        after = ended.Credited.IsZero ? after : Posted(
            after,
            (ended.End == TransferState.Returned ? ticket.From : ticket.To, ticket.Asset, ended.Credited),
            at);

        // What it was sent for is to be decided upon, whatever the drift is by now.
        return after with
        {
            Memory = after.Memory with { Owed = after.Memory.Owed.Add(TriggerNames.Transfer) },
        };
    }

    private static TransferState[] From(TransferState end) => end switch
    {
        TransferState.Arrived or TransferState.Returned => [TransferState.Underway],
        TransferState.Refused => [TransferState.Intended],
        TransferState.Absent => [TransferState.Unknown, TransferState.Quarantined],
        TransferState.Resolved => [TransferState.Underway, TransferState.Unknown, TransferState.Quarantined],
        TransferState.Intended or TransferState.Underway or TransferState.Unknown or TransferState.Quarantined =>
            throw new InvalidOperationException($"{end} is no end"),
        _ => throw new UnreachableException(),
    };

    private static TransferRecord Open(PortfolioBook book, ClientOrderId id, params TransferState[] from) =>
        book.OpenTransfer is { } open && open.Ticket.Id == id && from.Contains(open.State)
            ? open
            : throw new InvalidOperationException($"transfer {id} is not {string.Join(" or ", from)}");

    private static PortfolioBook With(PortfolioBook book, TransferRecord record) =>
        book with { Transfers = book.Transfers.SetItem(book.Transfers.Count - 1, record) };

    // Balances that lack it are those of a moment ago, like those that lack a fill.
    private static PortfolioBook Posted(
        PortfolioBook book, (AccountId Account, Asset Asset, Quantity Change) posting, Instant at)
    {
        AccountLedger ledger = book.Ledgers[posting.Account].Post(posting.Asset, posting.Change);
        ImmutableArray<FillPosting> recent = ledger.RecentFills.Add(new FillPosting(
            at, ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(posting.Asset, posting.Change)));
        return book with
        {
            Ledgers = book.Ledgers.SetItem(posting.Account, ledger with
            {
                RecentFills = recent.Length > MostRecent ? recent.RemoveAt(0) : recent,
            }),
        };
    }
}
