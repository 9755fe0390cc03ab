using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Transfers;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>Folds one event into a portfolio's book.</summary>
internal static class BookFold
{
    private const int MostValues = 1000;

    public static PortfolioBook Apply(PortfolioBook book, StampedEvent stamped)
    {
        PortfolioBook after = Folded(book, stamped);
        return after.Empty is not null && HasMoved(book, after) ? after with { Empty = null } : after;
    }

    // Other holdings may lead to another end: what came to nothing before is worth another try.
    private static bool HasMoved(PortfolioBook before, PortfolioBook after) =>
        !ReferenceEquals(before.Ledgers, after.Ledgers) && after.Ledgers.Values.Any(ledger =>
            !ReferenceEquals(ledger.Balances, before.Ledgers.GetValueOrDefault(ledger.Account)?.Balances));

    private static PortfolioBook Folded(PortfolioBook book, StampedEvent stamped) => stamped.Event switch
    {
        JournalEvent.PolicyChanged changed => PolicyChanged(book, changed, stamped.At),
        JournalEvent.Decided decided => GoingLiveFold.Decided(Decided(book, decided), decided, stamped.At),
        JournalEvent.TargetMoved moved => book with { Target = moved.Target },
        JournalEvent.PlanAccepted accepted => RunFold.Accepted(book, accepted),
        JournalEvent.RunStarted started => RunFold.Started(book, started, stamped),
        JournalEvent.LegDropped dropped => RunFold.Dropped(book, dropped),
        JournalEvent.RunEnded ended => RunFold.Ended(book, ended, stamped),
        JournalEvent.LedgerOpened opened => GoingLiveFold.Opened(Opened(book, opened, stamped), opened.Account),
        JournalEvent.BalanceBooked booked => GoingLiveFold.Booked(Booked(book, booked), booked),
        JournalEvent.TrialWaived waived =>
            book with { Waiver = new TrialWaiver(waived.RulesHash, waived.Actor, stamped.At) },
        JournalEvent.TradesRead read => OnLedger(book, read),
        JournalEvent.OrphanFound orphan => Orphaned(book, orphan),
        JournalEvent.Halted halted => book with
        {
            Halt = new HaltMark(halted.Actor, halted.Why, stamped.At),
            Approved = null,
        },
        JournalEvent.Resumed =>
            book with { Halt = null, Approved = book.Halt?.Why ?? book.Approved, Explanation = null },
        JournalEvent.ChangeExplained word =>
            book with { Halt = null, Approved = book.Halt?.Why ?? book.Approved, Explanation = word },
        JournalEvent.BreakerTripped tripped => book with { Breaker = tripped.Why },
        JournalEvent.BreakerCleared cleared => book with
        {
            Breaker = null,
            Memory = book.Memory.ClearBreaker(cleared.Actor, stamped.At),
        },
        JournalEvent.PriceConfirmed confirmed => book with
        {
            Memory = book.Memory.ConfirmPrice(confirmed.Asset, confirmed.Price, stamped.At),
        },
        JournalEvent.VenueHealthChanged changed => HealthChanged(book, changed, stamped.At),
        JournalEvent.TransferIntended intended => TransferFold.Intended(book, intended, stamped.At),
        JournalEvent.TransferDropped => book,
        JournalEvent.TransferLeft left => TransferFold.Left(book, left.Transfer, stamped.At),
        JournalEvent.TransferUnknown lost => TransferFold.Lost(book, lost),
        JournalEvent.TransferQuarantined stuck => TransferFold.Stuck(book, stuck),
        JournalEvent.TransferEnded ended => TransferFold.Ended(book, ended, stamped.At),
        JournalEvent.TransferDeferred deferred => book with { WaitingTransfer = deferred.Transfer },
        JournalEvent.HedgeIntended intended => HedgeFold.Intended(book, intended, stamped.At),
        JournalEvent.HedgeAnswered answered => HedgeFold.Answered(book, answered, stamped.At),
        JournalEvent.HedgeUnknown lost => HedgeFold.Lost(book, lost, stamped.At),
        JournalEvent.HedgeQuarantined stuck => HedgeFold.Stuck(book, stuck, stamped.At),
        JournalEvent.HedgeEnded ended => HedgeFold.Ended(book, ended, stamped.At),
        JournalEvent.Recovered recovered => book with { LastRecovery = recovered.Evidence },
        JournalEvent.OrderReserved reserved => OrderFold.Reserved(book, reserved, stamped.At),
        JournalEvent.OrderSigned signed => OrderFold.Signed(book, signed, stamped.At),
        JournalEvent.OrderFilled filled => OrderFold.Filled(book, filled, stamped.At),
        JournalEvent.OrderAcked acked => Step(book, acked.Order, new OrderEvent.Acknowledge(acked.VenueId), stamped),
        JournalEvent.OrderClosed end => Step(book, end.Order, new OrderEvent.Close(end.End, end.Filled), stamped),
        JournalEvent.OrderRejected refused => Step(book, refused.Order, new OrderEvent.Reject(refused.Why), stamped),
        JournalEvent.OrderUnknown lost => Step(book, lost.Order, new OrderEvent.LoseTrack(lost.Why), stamped),
        JournalEvent.OrderFound found => OrderFold.Found(book, found, stamped.At),
        JournalEvent.OrderNotPlaced none => OrderFold.Absent(
            Step(book, none.Order, new OrderEvent.ProveAbsent(none.Proof), stamped), none.Order),
        JournalEvent.OrderQuarantined stuck => Step(book, stuck.Order, new OrderEvent.Quarantine(stuck.Why), stamped),
        JournalEvent.QuarantineResolved word =>
            Step(book, word.Order, new OrderEvent.Resolve(word.Actor, word.Why), stamped),
        JournalEvent.EngineStarted or JournalEvent.AccountRegistered or JournalEvent.PortfolioOpened
            or JournalEvent.PortfolioRemoved or JournalEvent.AccountInspected or JournalEvent.OwnerReached
            or JournalEvent.TradesImported or JournalEvent.TradesRetracted =>
                throw new InvalidOperationException("belongs to the installation"),
        _ => throw new UnreachableException(),
    };

    private static PortfolioBook Orphaned(PortfolioBook book, JournalEvent.OrphanFound orphan) => book with
    {
        Orphans = book.Orphans.SetItem(
            orphan.Order.VenueId, new OrphanMark(orphan.Account, book.Runs.Keys.LastOrDefault())),
    };

    private static PortfolioBook HealthChanged(
        PortfolioBook book, JournalEvent.VenueHealthChanged changed, Instant at) => book with
        {
            Health = book.Health.SetItem(changed.Account, new HealthMark(changed.Level, changed.Why, at)),
        };

    private static PortfolioBook PolicyChanged(PortfolioBook book, JournalEvent.PolicyChanged changed, Instant at) =>
        GoingLiveFold.Changed(
            book with
            {
                Policy = changed.Policy,
                PolicyHash = changed.PolicyHash,
                Shadows = ShadowFold.PolicyChanged(book, changed.Policy),
            },
            changed.Actor,
            at);

    private static PortfolioBook Step(
        PortfolioBook book, ClientOrderId order, OrderEvent happened, StampedEvent stamped) =>
        OrderFold.Step(book, order, happened, stamped.At);

    private static PortfolioBook Decided(PortfolioBook book, JournalEvent.Decided decided)
    {
        PortfolioBook after = book with { LastDecision = decided.Decision, Memory = decided.Memory };
        if (decided.Decision.Value is not { } value)
        {
            return after;
        }

        ImmutableList<ValuePoint> values =
            book.Values.Add(new ValuePoint(decided.Decision.At, value, book.UnvaluedFlow));
        return after with
        {
            Shadows = ShadowFold.Decided(after, decided),
            Values = values.Count > MostValues ? Thinned(values) : values,
            UnvaluedFlow = Money.Zero,
        };
    }

    // Every second point goes; its flow moves to the next one that stays, so that returns stay flow-neutral.
    private static ImmutableList<ValuePoint> Thinned(ImmutableList<ValuePoint> values)
    {
        ImmutableList<ValuePoint>.Builder kept = ImmutableList.CreateBuilder<ValuePoint>();
        Money carried = Money.Zero;
        bool isKept = true;
        foreach (ValuePoint value in values)
        {
            carried += value.Flows;
            if (isKept)
            {
                kept.Add(value with { Flows = carried });
                carried = Money.Zero;
            }

            isKept = !isKept;
        }

        return kept.ToImmutable();
    }

    private static PortfolioBook Opened(PortfolioBook book, JournalEvent.LedgerOpened opened, StampedEvent stamped) =>
        book with
        {
            Ledgers = book.Ledgers.SetItem(opened.Account, new AccountLedger
            {
                Account = opened.Account,
                OpenedAt = stamped.At,
                Balances = opened.Balances,
            }),
        };

    private static PortfolioBook Booked(PortfolioBook book, JournalEvent.BalanceBooked booked)
    {
        AccountLedger ledger = book.Ledgers[booked.Account];
        foreach (LedgerPosting posting in booked.Postings)
        {
            ledger = ledger.Post(posting.Asset, posting.Change);
        }

        return book with
        {
            Ledgers = book.Ledgers.SetItem(booked.Account, ledger with { RecentFills = [] }),
            Memory = booked.Memory ?? book.Memory,
            UnvaluedFlow = book.UnvaluedFlow + booked.Flow,
            Shadows = ShadowFold.Booked(book, booked),
            Approved = book.Approved == Bookkeeping.Named(booked) ? null : book.Approved,
        };
    }

    private static PortfolioBook OnLedger(PortfolioBook book, JournalEvent.TradesRead read)
    {
        AccountLedger ledger = book.Ledgers[read.Account];
        AccountLedger after = ledger with { Watermarks = ledger.Watermarks.SetItem(read.Symbol, read.Watermark.Value) };
        return book with { Ledgers = book.Ledgers.SetItem(read.Account, after) };
    }
}
