using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Orders;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Triggers;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// What a run came to and what decisions remember of it: when its lanes have ended, and again with every order that was
/// settled after that.
/// </summary>
internal static class RunClosing
{
    /// <summary>The end of a run whose lanes have ended.</summary>
    public static JournalEvent.RunEnded Ended(PortfolioBook book, RunId run, Instant now)
    {
        (RunStatus status, Reason why) = Verdict(book, run);
        return new JournalEvent.RunEnded(run, status, why) { Memory = Memory(book, run, now) };
    }

    /// <summary>The end of a run that a restart found running: its plan is not continued.</summary>
    public static JournalEvent.RunEnded Interrupted(PortfolioBook book, RunRecord record, Instant now)
    {
        bool isStuck = book.LiveOrders.Any(order => order.Origin.Run == record.Run);
        PolicyMemory? memory = Memory(book, record.Run, now);

        // Half a plan is no plan: what it left is decided upon at once, and no cooldown of that half holds it back. Nor
        // does one of which nothing was done leave the check for the next time.
        bool isHalf = memory is not null && Whole(book, record) < record.Plan.Orders.Length;
        return new JournalEvent.RunEnded(
            record.Run, isStuck ? RunStatus.Quarantined : RunStatus.Failed, new Reason(
                "interrupted", "a restart ended it; what it had sent is settled and the rest is planned anew"))
        {
            Memory = memory is null ? PlanValidity.DueAgain(book.Policy, book.Memory)
                : !isHalf ? memory
                : PlanValidity.DueAgain(
                    book.Policy, memory with { Owed = memory.Owed.Union(book.Memory.Owed).Add(BandOf(book.Policy)) }),
        };
    }

    /// <summary>The end anew, where the run had ended before all its orders did; nothing otherwise.</summary>
    public static IReadOnlyList<JournalEvent> Revised(PortfolioBook book, RunId id)
    {
        if (book.Runs.Values.FirstOrDefault(run => run.Run == id) is not { Toll: { } toll } record)
        {
            return [];
        }

        (RunStatus status, Reason why) = Verdict(book, id);
        Money traded = RunLedger.Traded(book, id);

        // What the order has brought is no gain. Its turnover is counted with the caps, from when it was set aside.
        PolicyMemory memory = traded.IsZero ? book.Memory
            : book.Memory with { LastValues = book.Memory.LastValues.Clear() };
        bool isSettled = !Unsettled.HasOrders(book, id);
        if (isSettled && traded.IsZero)
        {
            memory = memory with { PendingFlow = memory.PendingFlow + toll.Flow };
        }

        if (isSettled && Whole(book, record) < record.Plan.Orders.Length)
        {
            memory = memory with { Owed = memory.Owed.Union(toll.Owed) };
        }

        return [new JournalEvent.RunEnded(id, status, why) { Memory = memory }];
    }

    // A plan that was outlived in the middle of its run is not served, nor is one with an order whose end is open or
    // with legs that wait for such an end: its triggers stay owed. An attempt in doubt counts as a run all the same,
    // or its flow would be put to use twice.
    private static PolicyMemory? Memory(PortfolioBook book, RunId run, Instant now)
    {
        PolicyMemory? memory = OfOrders(book, run, now);
        bool isOwing = Record(book, run).Plan.Transfers.Any(transfer => transfer.Choice == TransferChoice.Send)
            && !RunLedger.HasTransferred(book, run);

        // Sales whose transfer did not go are half a plan: the next check is not held back by their cooldown.
        return isOwing
            ? (memory ?? book.Memory) with { Owed = (memory ?? book.Memory).Owed.Add(TriggerNames.Transfer) }
            : memory;
    }

    private static PolicyMemory? OfOrders(PortfolioBook book, RunId run, Instant now)
    {
        Money traded = RunLedger.Traded(book, run);
        bool isOpen = Unsettled.HasOrders(book, run);
        PolicyMemory? after = traded.IsZero && !isOpen ? null : book.Memory.AfterRun(traded, now);
        ImmutableArray<DroppedLeg> dropped = Record(book, run).Dropped;
        if (dropped.Any(leg => PlanValidity.IsPlannedAnew(leg.Why)))
        {
            return PlanValidity.DueAgain(book.Policy, (after ?? book.Memory) with { Owed = book.Memory.Owed });
        }

        return isOpen || dropped.Any(leg => Unsettled.IsLeftFor(leg.Why))
            ? (after ?? book.Memory) with { Owed = book.Memory.Owed.Add(BandOf(book.Policy)) }
            : after;
    }

    // Drift that a run was about to correct is no fresh one: it does not wait for the cooldown once more.
    private static string BandOf(Policy policy) =>
        policy.Trigger.VolatilityBand is null ? TriggerNames.Band : TriggerNames.VolatilityBand;

    private static RunRecord Record(PortfolioBook book, RunId run) =>
        book.Runs.Values.Single(candidate => candidate.Run == run);

    private static (RunStatus Status, Reason Why) Verdict(PortfolioBook book, RunId run)
    {
        ImmutableArray<OrderRecord> orders = [.. book.Orders.Values.Where(record => record.Origin.Run == run)];
        RunRecord record = Record(book, run);
        int stuck = orders.Count(order => order.Order.State is OrderState.Quarantined);
        int open = orders.Count(Unsettled.IsBeingSettled);
        int legs = record.Plan.Orders.Length;
        int whole = Whole(book, record);
        string counts = $"{whole} of {legs} orders filled whole, {legs - whole} not sent or not whole";
        if (stuck > 0)
        {
            return (RunStatus.Quarantined, new Reason("quarantined", $"{stuck} orders wait for a person; {counts}"));
        }

        if (open > 0)
        {
            return (RunStatus.Quarantined, new Reason(
                "unsettled", $"the end of {open} orders is not known yet and being found out; {counts}"));
        }

        if (book.Transfers.FirstOrDefault(transfer => transfer.Run == run) is { } transfer)
        {
            counts += $"; a transfer of {transfer.Ticket} belongs to it";
        }

        bool isNothingSent = orders.All(order => order.Order.State is OrderState.Rejected)
            && !RunLedger.HasTransferred(book, run);
        return isNothingSent
            ? (RunStatus.Refused, new Reason("nothing-sent", $"no order was executed; {counts}"))
            : (RunStatus.Completed, new Reason("completed", counts));
    }

    private static int Whole(PortfolioBook book, RunRecord run)
    {
        ILookup<int, OrderRecord> orders = book.Orders.Values
            .Where(record => record.Origin.Run == run.Run).ToLookup(record => record.Origin.Leg);
        return Enumerable.Range(0, run.Plan.Orders.Length).Count(leg =>
            orders[leg].Sum(order => order.Order.Filled.Value) >= run.Plan.Orders[leg].Size.Value);
    }
}
