using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Markets.Health;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Reports;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Loops;

namespace Ballast.Engine.Views;

/// <summary>Writes views of books; decides nothing.</summary>
internal static class ViewWriter
{
    private const int MostFills = 50;

    public static PortfolioView Portfolio(
        PortfolioId id, EngineState state, LoopStatus status, Func<AccountId, string> venueOf)
    {
        PortfolioBook book = state.Portfolios[id];
        ImmutableArray<OrderView> orders = [.. book.Orders.Values.Select(Order)];
        HaltMark? halt = state.Halt ?? book.Halt;
        bool isRunning = status.Status is PortfolioStatus.Running or PortfolioStatus.Halted;
        return new PortfolioView
        {
            Id = id,
            Policy = book.Policy,
            PolicyHash = book.PolicyHash,
            Status = !isRunning ? status.Status
                : halt is null && book.Breaker is null ? PortfolioStatus.Running : PortfolioStatus.Halted,
            StatusWhy = status.Why,
            Halt = halt,
            Breaker = book.Breaker,
            Snapshot = status.Seen?.Snapshot,
            Target = book.Policy.Moving is null ? null : book.Target,
            Drift = status.Seen is { } seen ? Drift(seen, book) : [],
            LastDecision = book.LastDecision,
            OpenOrders = [.. orders.Where(order => book.Orders[order.Ticket.Id].Order.State.IsLive)],
            RecentFills = [.. orders.SelectMany(order => order.Fills.Select(fill => new FillView(order, fill)))
                .OrderByDescending(fill => fill.Fill.At).Take(MostFills)],
            Runs = [.. book.Runs.Values.Reverse().Select(run => Run(id, run, orders) with
            {
                Transfer = TransferOf(book, run.Run),
            })],
            Transfers = [.. book.Transfers.Reverse().Select(TransferViews.Of)],
            WaitingTransfer = book.Policy is { Transfers: not null, Mode: not TradingMode.Live }
                ? book.WaitingTransfer
                : null,
            Health = [.. book.Policy.Accounts.Select(account => Health(book, account))],
            Performance = [.. book.Values],
            Shadows = book.Shadows,
            Execution = [.. book.Execution.GroupBy(pair => venueOf(pair.Key), StringComparer.Ordinal)
                .OrderBy(venue => venue.Key, StringComparer.Ordinal)
                .Select(venue => new VenueExecution(
                    venue.Key,
                    [.. venue.Select(pair => pair.Key)],
                    venue.Aggregate(ExecutionTally.None, (sum, pair) => sum + pair.Value)))],
            Hedges = HedgeWriter.Of(book, status.Hedges),
            Stage = book.Live,
            LastRecovery = book.LastRecovery,
        };
    }

    private static AccountHealth Health(PortfolioBook book, AccountId account)
    {
        HealthMark? mark = book.Health.GetValueOrDefault(account);
        return new AccountHealth(account, mark?.Level ?? HealthLevel.Healthy, mark?.Why, mark?.Since);
    }

    public static RunView Run(PortfolioId id, PortfolioBook book, RunId run) => Run(
        id, book.Runs.Values.Single(record => record.Run == run), [.. book.Orders.Values.Select(Order)]) with
    {
        Transfer = TransferOf(book, run),
    };

    private static TransferView? TransferOf(PortfolioBook book, RunId run) =>
        book.Transfers.FirstOrDefault(transfer => transfer.Run == run) is { } sent ? TransferViews.Of(sent) : null;

    private static RunView Run(PortfolioId id, RunRecord run, ImmutableArray<OrderView> orders) => new()
    {
        Id = run.Run,
        Portfolio = id,
        Status = run.Status,
        Why = run.Why,
        Actor = run.Actor,
        IdempotencyKey = run.IdempotencyKey,
        Plan = run.Plan,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        Orders = [.. orders.Where(order => order.Origin.Run == run.Run)],
        Dropped = run.Dropped,
    };

    private static OrderView Order(OrderRecord record)
    {
        Order order = record.Order;
        Price? average = Average(order);
        return new OrderView
        {
            Ticket = order.Ticket,
            Origin = record.Origin,
            State = StateName(order.State),
            Why = StateWhy(order.State),
            VenueId = order.VenueId,
            Filled = order.Filled,
            AveragePrice = average,
            ExpectedPrice = record.Reservation.ExpectedPrice,
            SlippageBps =
                average is { } paid ? Slippage(order.Ticket.Side, record.Reservation.ExpectedPrice, paid) : null,
            Fills = [.. order.Fills.Values.OrderBy(fill => fill.At)],
            ReservedAt = record.ReservedAt,
            ChangedAt = record.ChangedAt,
        };
    }

    private static Price? Average(Order order) => order.Filled.IsZero
        ? null
        : new Price(order.Fills.Values.Sum(fill => fill.Size.Value * fill.Price.Value) / order.Filled.Value);

    private static decimal? Slippage(TradeSide side, Price expected, Price paid) => expected.Value == 0m
        ? null
        : (side == TradeSide.Buy ? paid.Value - expected.Value
            : expected.Value - paid.Value) / expected.Value * 10_000m;

    private static string StateName(OrderState state) => state switch
    {
        OrderState.Planned => "planned",
        OrderState.Reserved => "reserved",
        OrderState.Signed => "signed",
        OrderState.Acked => "acked",
        OrderState.Partial => "partial",
        OrderState.Filled => "filled",
        OrderState.Cancelled => "cancelled",
        OrderState.Expired => "expired",
        OrderState.Rejected => "rejected",
        OrderState.Unknown => "unknown",
        OrderState.Found => "found",
        OrderState.NotPlaced => "not-placed",
        OrderState.Quarantined => "quarantined",
        OrderState.Resolved => "resolved",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Reason? StateWhy(OrderState state) => state switch
    {
        OrderState.Rejected rejected => rejected.Why,
        OrderState.Unknown unknown => unknown.Why,
        OrderState.Quarantined quarantined => quarantined.Why,
        OrderState.Resolved resolved => resolved.Why,
        OrderState.NotPlaced absent =>
            new Reason("not-placed", $"proven at {absent.Proof.NoTraceAt} by {absent.Proof.Ground}"),
        OrderState.Planned or OrderState.Reserved or OrderState.Signed or OrderState.Acked or OrderState.Partial =>
            null,
        OrderState.Filled or OrderState.Cancelled or OrderState.Expired or OrderState.Found => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // What is aimed at nothing has drifted from nothing: a target of zero would say "sell all".
    private static ImmutableArray<DriftLine> Drift(Sighting seen, PortfolioBook book)
    {
        bool hasTarget = book.Policy.Moving is null || book.Target.IsKnown;
        return [.. seen.Snapshot.Positions.Zip(
            seen.Sheet.Lines, (position, line) => Line(seen.Snapshot, position, hasTarget ? line : null))];
    }

    private static DriftLine Line(Snapshot snapshot, Position position, TargetLine? line)
    {
        Weight weight = snapshot.Value.IsZero ? Weight.Zero : position.Value / snapshot.Value;
        return new DriftLine
        {
            Asset = position.Asset,
            Units = new Quantity(position.Lines.Where(held => held.Asset == position.Asset)
                .Sum(held => held.Free.Value + held.Locked.Value)),
            Price = position.Price,
            Value = position.Value,
            Weight = weight,
            Target = line?.Target,
            Drift = weight - line?.Target,
            Band = line?.Band,
        };
    }
}
