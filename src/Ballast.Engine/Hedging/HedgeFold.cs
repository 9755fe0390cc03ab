using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>
/// Folds the events of hedges. No ledger moves: what an order costs and what a position makes shows in the account's
/// own balances, and is booked from them.
/// </summary>
internal static class HedgeFold
{
    private const int MostHedges = 50;

    public static PortfolioBook Intended(PortfolioBook book, JournalEvent.HedgeIntended intended, Instant at)
    {
        if (book.OpenHedge is { } open)
        {
            throw new InvalidOperationException($"hedge {open.Ticket.Id} is open: one at a time");
        }

        ImmutableList<HedgeRecord> all = book.Hedges.Add(new HedgeRecord
        {
            Ticket = intended.Ticket,
            Request = intended.Request,
            State = HedgeState.Intended,
            IntendedAt = at,
            ChangedAt = at,
        });
        return book with
        {
            Hedges = all.Count > MostHedges ? all.RemoveAt(Forgotten(all)) : all,
            Caps = CapFold.Reserved(book, intended.Ticket.Order.Notional, at),
        };
    }

    // The last of each market is never forgotten while there is an older one of another: it says what the position is.
    private static int Forgotten(ImmutableList<HedgeRecord> all)
    {
        HashSet<(AccountId, string)> known = [];
        int oldest = 0;
        for (int at = all.Count - 1; at >= 0; at--)
        {
            oldest = known.Add((all[at].Ticket.Account, all[at].Ticket.Market)) ? oldest : at;
        }

        return oldest;
    }

    public static PortfolioBook Answered(PortfolioBook book, JournalEvent.HedgeAnswered answered, Instant at) => With(
        book,
        Open(book, answered.Hedge, HedgeState.Intended, HedgeState.Unknown) with
        {
            State = HedgeState.Answered,
            Fill = answered.Fill,
            Why = null,
        },
        at);

    public static PortfolioBook Lost(PortfolioBook book, JournalEvent.HedgeUnknown lost, Instant at) => With(
        book, Open(book, lost.Hedge, HedgeState.Intended) with { State = HedgeState.Unknown, Why = lost.Why }, at);

    public static PortfolioBook Stuck(PortfolioBook book, JournalEvent.HedgeQuarantined stuck, Instant at) => With(
        book,
        Open(book, stuck.Hedge, HedgeState.Answered, HedgeState.Unknown) with
        {
            State = HedgeState.Quarantined,
            Why = stuck.Why,
        },
        at);

    public static PortfolioBook Ended(PortfolioBook book, JournalEvent.HedgeEnded ended, Instant at) => With(
        book, Open(book, ended.Hedge, From(ended.End)) with { State = ended.End, Why = ended.Why }, at);

    private static HedgeState[] From(HedgeState end) => end switch
    {
        HedgeState.Done => [HedgeState.Answered, HedgeState.Unknown],
        HedgeState.Refused => [HedgeState.Intended],
        HedgeState.Absent => [HedgeState.Unknown],
        HedgeState.Resolved => [HedgeState.Quarantined],
        HedgeState.Intended or HedgeState.Answered or HedgeState.Unknown or HedgeState.Quarantined =>
            throw new InvalidOperationException($"{end} is no end"),
        _ => throw new UnreachableException(),
    };

    private static HedgeRecord Open(PortfolioBook book, ClientOrderId id, params HedgeState[] from) =>
        book.OpenHedge is { } open && open.Ticket.Id == id && from.Contains(open.State)
            ? open
            : throw new InvalidOperationException($"hedge {id} is not {string.Join(" or ", from)}");

    private static PortfolioBook With(PortfolioBook book, HedgeRecord record, Instant at) => book with
    {
        Hedges = book.Hedges.SetItem(book.Hedges.Count - 1, record with { ChangedAt = at }),
        Caps = CapFold.Hedged(book, book.Hedges[^1], record, at),
    };
}
