using System.Collections.Immutable;
using Ballast.Core.Planning;
using Ballast.Engine.Transfers;

namespace Ballast.Engine.Execution;

/// <summary>
/// Hands a plan's orders to one executor per account and asset. Executors run side by side; within one, sales come
/// before purchases, and the run's transfer after all of them. Returns when every lane has ended; an order that is in
/// doubt or slow by then is settled beside what comes next.
/// </summary>
internal sealed class RunCoordinator
{
    private readonly PortfolioDesk desk;
    private readonly LegExecutor executor;
    private readonly TransferDesk transfers;

    public RunCoordinator(PortfolioDesk desk, LegExecutor executor, TransferDesk transfers)
    {
        this.desk = desk;
        this.executor = executor;
        this.transfers = transfers;
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
        await transfers.SendAsync(context, cancellation);
        await desk.RecordAsync(
            (_, book) => [RunClosing.Ended(book, context.Run.Run, desk.Now)], CancellationToken.None);
    }

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
