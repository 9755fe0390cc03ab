using System.Collections.Immutable;
using Ballast.Core.Decisions;
using Ballast.Core.Orders;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;

namespace Ballast.Engine.Ledger;

/// <summary>Folds a run's events: a plan is accepted once, its run starts in the same commit, and ends.</summary>
internal static class RunFold
{
    private const int MostRuns = 100;

    public static PortfolioBook Dropped(PortfolioBook book, JournalEvent.LegDropped dropped) =>
        Changed(book, dropped.Run, run => run with
        {
            Dropped = run.Dropped.Add(new DroppedLeg(dropped.Leg, dropped.Why)),
        });

    public static PortfolioBook Ended(PortfolioBook book, JournalEvent.RunEnded ended, StampedEvent stamped) =>
        Changed(book, ended.Run, run => run with
        {
            Status = ended.Status,
            Why = ended.Why,
            EndedAt = run.EndedAt ?? stamped.At,
            Toll = Unsettled.HasOrders(book, run.Run) ? Toll(book, run, ended) : null,
        }) with
        {
            Memory = ended.Memory ?? book.Memory,
            Empty = IsEmpty(book, ended.Run) ? book.Empty?.Longer(stamped.At) : null,
        };

    private static bool IsEmpty(PortfolioBook book, RunId run) => book.Orders.Values
        .Where(order => order.Origin.Run == run).All(order => order.Order.State is OrderState.Rejected)
        && !RunLedger.HasTransferred(book, run);

    private static RunToll Toll(PortfolioBook book, RunRecord run, JournalEvent.RunEnded ended)
    {
        PolicyMemory after = ended.Memory ?? book.Memory;
        return run.Toll ?? new RunToll(book.Memory.PendingFlow - after.PendingFlow, after.Owed);
    }

    public static PortfolioBook Accepted(PortfolioBook book, JournalEvent.PlanAccepted accepted) =>
        book.Runs.Values.Any(run => run.Plan.Hash == accepted.Plan.Hash)
            ? throw new InvalidOperationException($"plan {accepted.Plan.Hash} has been carried out already")
            : book with { Accepted = accepted };

    public static PortfolioBook Started(PortfolioBook book, JournalEvent.RunStarted started, StampedEvent stamped)
    {
        if (book.Accepted is not { } accepted || accepted.Plan.Hash != started.PlanHash)
        {
            throw new InvalidOperationException($"plan {started.PlanHash} was not accepted");
        }

        if (stamped.At > accepted.Plan.ExpiresAt)
        {
            throw new InvalidOperationException($"plan {started.PlanHash} expired at {accepted.Plan.ExpiresAt}");
        }

        RunRecord run = new()
        {
            Run = started.Run,
            Sequence = started.Sequence,
            Plan = accepted.Plan,
            Decision = book.LastDecision?.Number ?? 0,
            Actor = accepted.Actor,
            IdempotencyKey = accepted.IdempotencyKey,
            Status = RunStatus.Running,
            StartedAt = stamped.At,
        };
        return Pruned(book with
        {
            Accepted = null,
            Runs = book.Runs.Add(started.Sequence, run),
            Empty = book.Empty is { } series && series.PolicyHash == accepted.Plan.PolicyHash
                ? series
                : new EmptySeries(accepted.Plan.PolicyHash, 0, stamped.At),
        });
    }

    // A run with an order whose end is open is kept, however old: the order's funds are set aside, and its record is
    // what a late answer is held against. Such an order locks its asset, so there are no more of them than assets.
    // Nothing waits for it: the oldest of the other runs goes. Orphans go with the runs of their time, while no order
    // is open that could keep their trades from being booked.
    private static PortfolioBook Pruned(PortfolioBook book)
    {
        ImmutableSortedSet<RunId> open = [.. book.LiveOrders.Select(record => record.Origin.Run)];
        ImmutableArray<RunRecord> over = [.. book.Runs.Values.SkipLast(1).Where(run => !open.Contains(run.Run))
            .Take(Math.Max(0, book.Runs.Count - MostRuns))];
        if (over.IsEmpty)
        {
            return book;
        }

        ImmutableSortedSet<RunId> names = [.. over.Select(run => run.Run)];
        long through = Math.Max(book.PrunedThrough, over[^1].Sequence);
        return book with
        {
            Runs = book.Runs.RemoveRange(over.Select(run => run.Sequence)),
            Orders = book.Orders.RemoveRange(book.Orders.Values
                .Where(record => names.Contains(record.Origin.Run)).Select(record => record.Order.Ticket.Id)),
            PrunedThrough = through,
            Orphans = open.IsEmpty
                ? book.Orphans.RemoveRange(
                    book.Orphans.Where(pair => pair.Value.LastRun < through).Select(pair => pair.Key))
                : book.Orphans,
        };
    }

    private static PortfolioBook Changed(PortfolioBook book, RunId id, Func<RunRecord, RunRecord> change)
    {
        RunRecord run = book.Runs.Values.Single(run => run.Run == id);
        return book with { Runs = book.Runs.SetItem(run.Sequence, change(run)) };
    }
}
