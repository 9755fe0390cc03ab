using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Moving;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>One walk along the rows: everything that changes while a backtest runs.</summary>
internal sealed class BacktestWalk
{
    private const int ProgressSteps = 100;

    private readonly BacktestRequest request;
    private readonly PriceGrid grid;
    private readonly int first;
    private readonly int last;
    private readonly SimulatedBook book;
    private readonly CandleFills fills;
    private readonly DriftWatch drift;
    private readonly WeightWatch? weights;
    private readonly GapWatch gaps;
    private readonly FlowBooking flows;
    private readonly CashRaising raising;
    private readonly RefusalLog refusals = new();
    private readonly List<SimulatedRebalance> rebalances = [];
    private readonly Money[] values;
    private readonly List<SimulatedTarget> targets = [];
    private CompiledPolicy policy;
    private TargetState target = TargetState.None;
    private PolicyMemory memory = PolicyMemory.Fresh;
    private (Plan Plan, Instant DecidedAt)? pending;
    private int checks;
    private int lapsed;

    public BacktestWalk(BacktestRequest request, PriceGrid grid, (int First, int Last) rows)
    {
        this.request = request;
        this.grid = grid;
        (first, last) = rows;
        book = new SimulatedBook(grid, request.Policy, request.Capital);
        fills = new CandleFills(grid, request.Policy, request.Detail);
        policy = CompiledPolicy.Of(request.Policy, PolicyWriter.Hash(request.Policy));
        drift = new DriftWatch(grid, request.Policy);
        gaps = new GapWatch(grid);
        flows = new FlowBooking(grid, rows, request.Flows);
        raising = new CashRaising(grid, request.Policy, request.Detail);
        values = new Money[last - first + 1];
        weights = request.Detail == RunDetail.Everything
            ? new WeightWatch(grid, request.Policy, values.Length)
            : null;
    }

    /// <summary>Walks all rows; answers why the first purchase or a withdrawal could not be had, where that was
    /// so.</summary>
    public Reason? Run(IProgress<double> progress)
    {
        if (Start() is { } refused)
        {
            return refused;
        }

        int step = Math.Max(values.Length / ProgressSteps, 1);
        for (int row = first + 1; row <= last; row++)
        {
            if (Advance(row) is { } broken)
            {
                return broken;
            }

            values[row - first] = new Money(book.Value);
            if ((row - first) % step == 0)
            {
                progress.Report((double)(row - first) / values.Length);
            }
        }

        return null;
    }

    /// <summary>What the walk left behind.</summary>
    public BacktestRun Finish(Reason? lateStart) => new()
    {
        Instants = [.. Enumerable.Range(first, values.Length).Select(grid.At)],
        Values = [.. values],
        Flows = flows.Booked(index => grid.At(first + index)),
        FlowsOutside = flows.Outside,
        BarLength = request.Prices.BarLength,
        Rebalances = [.. rebalances],
        Refusals = refusals.ToImmutable(),
        Gaps = gaps.Finish(),
        Rhythm = grid.RhythmOf(first, values.Length),
        Checks = checks,
        LapsedOrders = lapsed + (pending?.Plan.Orders.Length ?? 0),
        Drift = drift.Finish(),
        Weights = weights?.Finish(),
        Holdings = book.Holdings(),
        Targets = [.. targets],
        LateStart = lateStart,
        LeftOut = [.. Unsimulated.Of(request.Policy)],
    };

    /// <summary>
    /// The first purchase, at the close of the first row whatever the fill model; nothing of it is part of the returns.
    /// </summary>
    private Reason? Start()
    {
        book.Mark(grid.Closes(first));
        Aim(first);

        // Caps on orders and turnover bound what may go wrong in a day; they do not make the start of a backtest a
        // matter of days.
        Policy uncapped = request.Policy with { Guards = new GuardPolicy() };
        Decision decision = Decide(
            CompiledPolicy.Of(uncapped, policy.Hash).Aiming(target), first, DecisionCause.Initial);
        if (decision is Decision.Refuse refuse)
        {
            return refuse.Why[0];
        }

        if (decision is Decision.Rebalance rebalance)
        {
            Fill(rebalance.Plan, grid.At(first), (first, grid.Closes(first).ToArray()));
        }

        values[0] = new Money(book.Value);
        weights?.See(book);
        return null;
    }

    private Reason? Advance(int row)
    {
        ReadOnlySpan<decimal> closes = grid.Closes(row);
        bool complete = grid.IsComplete(row);
        FillPending(row);
        book.Mark(closes);
        gaps.See(row);
        weights?.See(book);
        if (complete)
        {
            drift.See(book, grid.At(row));
        }

        if (flows.At(row - first) is var flow && flow != 0m && TakeFlow(row, flow) is { } unfunded)
        {
            return unfunded;
        }

        if (CheckCadence.NextCheck(request.Policy, memory, grid.At(row)) > grid.At(row))
        {
            return null;
        }

        checks++;
        if (!complete)
        {
            refusals.Add(gaps.ReasonAt(row), grid.At(row));
            return null;
        }

        Aim(row);
        Act(row, Decide(policy, row, DecisionCause.Check));
        return null;
    }

    // The target of the moment, from bars that have ended: the same call as live.
    private void Aim(int row)
    {
        if (policy.Course is not { } course)
        {
            return;
        }

        TargetState next = course.Allocate(target, new TargetSources(grid.PastAt(row), null), grid.At(row));
        if (ReferenceEquals(next, target))
        {
            return;
        }

        // A signal of regimes that was looked at and changed nothing is no other target.
        bool isAsked = next.TriedAt != target.TriedAt;
        target = next;
        policy = policy.Aiming(target);
        drift.Aim(target.Weights);
        weights?.Aim(target.Weights);
        raising.Aim(target.Weights);
        if (isAsked)
        {
            targets.Add(new SimulatedTarget(grid.At(row), target));
        }
    }

    /// <summary>Books a flow at the close; what a withdrawal needs beyond the cash is sold first.</summary>
    /// <returns>Why it cannot be had, or null.</returns>
    private Reason? TakeFlow(int row, decimal flow)
    {
        decimal missing = -flow - book.Cash;
        decimal raised = Math.Max(missing, 0m);
        if (missing > 0m && !TryRaise(row, missing))
        {
            return new Reason(
                "withdrawal-unfunded",
                $"{Phrase.Amount(new Money(-flow))} {request.Policy.Quote} should go out at {grid.At(row)}, and what "
                + $"may be sold of the {Phrase.Amount(new Money(book.Value))} there are does not bring it");
        }

        book.Flow(flow);
        book.Mark(grid.Closes(row));
        memory = memory.AfterFlow(request.Policy.Quote, new Money(flow));

        // What was sold for the owner is not waiting to be raised again.
        memory = memory with { PendingFlow = memory.PendingFlow + new Money(raised) };
        return null;
    }

    private bool TryRaise(int row, decimal missing)
    {
        decimal before = book.Value;
        if (raising.Sell(book, row, missing) is not { } totals)
        {
            return false;
        }

        Instant at = grid.At(row);
        string wanted = Phrase.Amount(new Money(missing));
        var why = new Reason("withdrawal", $"a withdrawal needs {wanted} more than there is in cash");
        rebalances.Add(RebalanceOf(totals, before, why, (at, at)));
        return true;
    }

    private void Act(int row, Decision decision)
    {
        switch (decision)
        {
            case Decision.Hold:
                return;
            case Decision.Refuse refuse:
                refusals.Add(refuse.Why[0], grid.At(row));
                return;
            case Decision.Rebalance rebalance when request.Fill == FillModel.NextBar:
                pending = (rebalance.Plan, grid.At(row));
                return;
            case Decision.Rebalance rebalance:
                Fill(rebalance.Plan, grid.At(row), (row, grid.Closes(row).ToArray()));
                return;
        }
    }

    private Decision Decide(CompiledPolicy compiled, int row, DecisionCause cause)
    {
        Instant now = grid.At(row);
        Verdict verdict = Rebalancer.Decide(
            compiled, book.SnapshotAt(now), memory, grid.PastAt(row), new DecisionMoment(now, cause));
        memory = verdict.Memory;
        return verdict.Decision;
    }

    private void FillPending(int row)
    {
        if (pending is not { } due)
        {
            return;
        }

        pending = null;
        var prices = new decimal[grid.Assets.Length];
        for (int asset = 0; asset < prices.Length; asset++)
        {
            prices[asset] = grid.OpenOrClose(row, asset);
        }

        book.Mark(prices);
        Fill(due.Plan, due.DecidedAt, (row, prices));
    }

    private void Fill(Plan plan, Instant decidedAt, (int Row, decimal[] Prices) at)
    {
        decimal before = book.Value;
        FillTotals totals = fills.Fill(plan, at.Prices, book);
        lapsed += totals.Lapsed;
        if (totals.Notional == 0m)
        {
            return;
        }

        book.Mark(at.Prices);
        memory = memory.AfterRun(new Money(totals.Notional), grid.At(at.Row));
        rebalances.Add(RebalanceOf(totals, before, plan.Why, (decidedAt, grid.At(at.Row))));
    }

    private static SimulatedRebalance RebalanceOf(
        FillTotals totals, decimal before, Reason why, (Instant Decided, Instant Filled) at) => new()
        {
            DecidedAt = at.Decided,
            FilledAt = at.Filled,
            Why = why,
            Notional = new Money(totals.Notional),
            Turnover = new Weight(totals.Notional / (2m * before)),
            Cost = new Money(totals.Cost),
            CostByKind = totals.CostByKind,
            Delay = new Money(totals.Delay),
            Orders = totals.Filled,
            Trades = [.. totals.Trades],
        };
}
