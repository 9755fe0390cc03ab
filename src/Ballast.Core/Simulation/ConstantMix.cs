using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Reports;
using Ballast.Core.Targets.Moving;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>
/// The costless constant mix: a portfolio that is back on its targets at every bar's close and pays nothing for it.
/// Nobody can hold it; it is the benchmark of tracking error.
/// </summary>
internal static class ConstantMix
{
    private static readonly Reason EveryBar = new("every-bar", "back to target at every bar, free of cost");

    /// <summary>
    /// Walks the rows: the value grows by <c>sum t_i p_i / p_i before</c> from bar to bar. An asset without a bar stays
    /// at its last price; when it returns, the whole move counts there.
    /// </summary>
    /// <param name="request">Policy, capital and flows.</param>
    /// <param name="grid">The prices; every asset has one in the first row.</param>
    /// <param name="rows">The first row and the last, inclusive.</param>
    public static BacktestRun Walk(BacktestRequest request, PriceGrid grid, (int First, int Last) rows)
    {
        decimal[] targets = Plain(grid, request.Policy.Target);
        var course = TargetCourse.Of(request.Policy);
        TargetState aim = TargetState.None;
        var flows = new FlowBooking(grid, rows, request.Flows);
        var marks = grid.Closes(rows.First).ToArray();
        var values = new Money[rows.Last - rows.First + 1];
        var rebalances = new List<SimulatedRebalance>();
        var moved = new List<SimulatedTarget>();
        decimal value = request.Capital.Value;
        for (int bar = 0; bar < values.Length; bar++)
        {
            decimal before = value;
            (decimal[] old, TargetState aimed) = (targets, aim);
            (aim, targets) = Aimed(course, aim, targets, (grid, rows.First + bar));
            if (!ReferenceEquals(aim, aimed))
            {
                moved.Add(new SimulatedTarget(grid.At(rows.First + bar), aim));
            }

            (value, decimal traded) = bar == 0
                ? (value, Traded(targets, grid.Quote, value))
                : Grow(marks, grid.Closes(rows.First + bar), (old, targets), (grid.Quote, value, flows.At(bar)));
            values[bar] = new Money(value);
            if (traded > 0m)
            {
                decimal held = bar == 0 ? before : value - flows.At(bar);
                rebalances.Add(RebalanceOf(traded, held, grid.At(rows.First + bar)));
            }
        }

        return RunOf(request, grid, (rows.First, flows), values, rebalances) with { Targets = [.. moved] };
    }

    // One bar on: every part grows with its price, then all parts are put back in proportion. What is traded is the
    // difference; the quote itself is not traded.
    private static (decimal Value, decimal Traded) Grow(
        decimal[] marks,
        ReadOnlySpan<decimal> closes,
        (decimal[] Old, decimal[] Next) targets,
        (int Quote, decimal Value, decimal Flow) book)
    {
        var parts = new decimal[marks.Length];
        decimal sum = book.Flow;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = targets.Old[i] * book.Value;
            if (closes[i] != PriceGrid.Gap)
            {
                parts[i] = closes[i] == marks[i] ? parts[i] : parts[i] * closes[i] / marks[i];
                marks[i] = closes[i];
            }

            sum += parts[i];
        }

        decimal traded = 0m;
        for (int i = 0; i < parts.Length; i++)
        {
            traded += i == book.Quote ? 0m : Math.Abs((targets.Next[i] * sum) - parts[i]);
        }

        return (sum, traded);
    }

    // The target of the moment, from bars that have ended.
    private static (TargetState Aim, decimal[] Targets) Aimed(
        TargetCourse? course, TargetState aim, decimal[] targets, (PriceGrid Grid, int Row) at)
    {
        TargetState next = course?.Allocate(
            aim, new TargetSources(at.Grid.PastAt(at.Row), null), at.Grid.At(at.Row)) ?? aim;
        return (next, ReferenceEquals(next, aim) || !next.IsKnown ? targets : Plain(at.Grid, next.Weights));
    }

    private static decimal[] Plain(PriceGrid grid, ImmutableSortedDictionary<Asset, Weight> target) =>
        [.. grid.Assets.Select(asset => target.GetValueOrDefault(asset).Value)];

    private static decimal Traded(decimal[] targets, int quote, decimal value) =>
        targets.Where((_, asset) => asset != quote).Sum() * value;

    private static SimulatedRebalance RebalanceOf(decimal traded, decimal before, Instant at) => new()
    {
        DecidedAt = at,
        FilledAt = at,
        Why = EveryBar,
        Notional = new Money(traded),
        Turnover = before > 0m ? new Weight(traded / (2m * before)) : Weight.Zero,
        Cost = Money.Zero,
        CostByKind = TradeCost.None,
        Delay = Money.Zero,
        Orders = 0,
    };

    private static BacktestRun RunOf(
        BacktestRequest request,
        PriceGrid grid,
        (int First, FlowBooking Flows) walked,
        Money[] values,
        List<SimulatedRebalance> rebalances) => new()
        {
            Instants = [.. Enumerable.Range(walked.First, values.Length).Select(grid.At)],
            Values = [.. values],
            Flows = walked.Flows.Booked(index => grid.At(walked.First + index)),
            FlowsOutside = walked.Flows.Outside,
            BarLength = request.Prices.BarLength,
            Rebalances = [.. rebalances],
            Refusals = [],
            Gaps = [],
            Rhythm = grid.RhythmOf(walked.First, values.Length),
            Checks = values.Length - 1,
            LapsedOrders = 0,
            Drift = new DriftRecord(0.0, grid.At(walked.First), 0.0),
            Holdings = ImmutableSortedDictionary<Asset, Quantity>.Empty,
        };
}
