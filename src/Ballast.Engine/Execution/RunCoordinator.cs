using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Execution;

/// <summary>
/// Hands a plan's orders to one executor per account and asset. Executors run side by side; within one, sales come
/// before purchases. Returns when every order is terminal or quarantined.
/// </summary>
internal sealed class RunCoordinator
{
    private readonly PortfolioDesk desk;
    private readonly LegExecutor executor;

    public RunCoordinator(PortfolioDesk desk, LegExecutor executor)
    {
        this.desk = desk;
        this.executor = executor;
    }

    /// <summary>Carries a started run out and journals its end.</summary>
    public async Task ExecuteAsync(RunContext context, CancellationToken cancellation)
    {
        ImmutableArray<PlannedOrder> legs = context.Run.Plan.Orders;
        LegBoard board = new(legs);
        Task[] lanes =
        [
            .. Enumerable.Range(0, legs.Length)
                .GroupBy(i => (legs[i].Account, legs[i].Asset))
                .Select(lane => WorkAsync(context, [.. lane.OrderBy(i => legs[i].Side)], board, cancellation)),
        ];
        await Task.WhenAll(lanes);
        await desk.RecordAsync((_, book) => [Ended(book, context.Run.Run)], CancellationToken.None);
    }

    private JournalEvent.RunEnded Ended(PortfolioBook book, RunId run)
    {
        (RunStatus status, Reason why) = Verdict(book, run);
        return new JournalEvent.RunEnded(run, status, why) { Memory = Memory(book, run) };
    }

    // A plan that was outlived in the middle of its run is not served: its triggers stay owed and the check is due
    // again.
    private PolicyMemory? Memory(PortfolioBook book, RunId run)
    {
        Money traded = RunLedger.Traded(book, run);
        PolicyMemory? after = traded.IsZero ? null : book.Memory.AfterRun(traded, desk.Now);
        bool isOutlived = Record(book, run).Dropped.Any(leg => PlanValidity.IsPlannedAnew(leg.Why));
        return isOutlived
            ? PlanValidity.DueAgain(book.Policy, (after ?? book.Memory) with { Owed = book.Memory.Owed })
            : after;
    }

    private static RunRecord Record(PortfolioBook book, RunId run) =>
        book.Runs.Values.Single(candidate => candidate.Run == run);

    /// <summary>How a run ended, seen from its orders.</summary>
    private static (RunStatus Status, Reason Why) Verdict(PortfolioBook book, RunId run)
    {
        ImmutableArray<OrderRecord> orders = [.. book.Orders.Values.Where(record => record.Origin.Run == run)];
        RunRecord record = Record(book, run);
        int stuck = orders.Count(order => order.Order.State is OrderState.Quarantined);
        int legs = record.Plan.Orders.Length;
        int whole = Enumerable.Range(0, legs).Count(leg => Filled(orders, leg) >= record.Plan.Orders[leg].Size);
        string counts = $"{whole} of {legs} orders filled whole, {legs - whole} not sent or not whole";
        if (stuck > 0)
        {
            return (RunStatus.Quarantined, new Reason("quarantined", $"{stuck} orders wait for a person; {counts}"));
        }

        bool isNothingSent = orders.All(order => order.Order.State is OrderState.Rejected);
        return isNothingSent
            ? (RunStatus.Refused, new Reason("nothing-sent", $"no order was executed; {counts}"))
            : (RunStatus.Completed, new Reason("completed", counts));
    }

    private static Quantity Filled(ImmutableArray<OrderRecord> orders, int leg) =>
        new(orders.Where(order => order.Origin.Leg == leg).Sum(order => order.Order.Filled.Value));

    private async Task WorkAsync(
        RunContext context, ImmutableArray<int> lane, LegBoard board, CancellationToken cancellation)
    {
        try
        {
            foreach (int number in lane)
            {
                await executor.ExecuteAsync(context, number, board, cancellation);
            }
        }
        finally
        {
            // Whatever stopped this lane, the others do not wait for legs that nobody works on any more.
            foreach (int number in lane)
            {
                board.End(number);
            }
        }
    }
}
