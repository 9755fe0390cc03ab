using System.Collections.Immutable;
using Ballast.Cli.Reports;
using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;

namespace Ballast.Cli.Commands;

/// <summary>
/// What <c>backtest --json</c> prints. Everything in it is a measure and so a plain JSON number with all its digits;
/// a measure that has no meaning for a run (no scatter, too few bars) is <c>null</c>.
/// </summary>
internal static class BacktestDocument
{
    /// <summary>The document.</summary>
    public static object Of(ReportInput input)
    {
        BacktestRequest request = input.Request.Tested;
        ImmutableArray<BacktestResult> results = input.Results;
        return new
        {
            portfolio = request.Policy.Portfolio,
            policyHash = input.PolicyHash,
            quote = request.Policy.Quote,
            capital = request.Capital.Value,
            fill = request.Fill switch
            {
                FillModel.NextBar => "next-bar",
                FillModel.SameClose => "same-close",
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            from = results[0].Run.Instants[0],
            to = results[0].Run.Instants[^1],
            bars = results[0].Run.Instants.Length,
            barLength = PolicyDuration.Text(results[0].Run.BarLength),
            flows = Flows(results[0].Run),
            results = results.Select(Row),
            lateStart = Reason(results[0].Run.LateStart),
            leftOut = results[0].Run.LeftOut.Select(Reason),
            targets = results[0].Run.Targets.Select(Target),
            gaps = results[0].Run.Gaps.Select(gap => new
            {
                asset = gap.Asset,
                lastBar = gap.LastBar,
                bars = gap.Bars,
                end = gap.End,
            }),
            missingBars = results[0].Run.Rhythm.Holes.Select(hole => new
            {
                after = hole.After,
                before = hole.Before,
                bars = hole.Missing,
            }),
            prices = input.Prices,
            uncertainty = LuckDocument.Uncertainty(input.Luck.Uncertainty),
            regimes = LuckDocument.Regimes(input.Luck),
            starts = LuckDocument.Starts(input.Luck.Starts),
        };
    }

    private static object Target(SimulatedTarget moved) => new
    {
        at = moved.At,
        weights = moved.State.Weights.ToDictionary(pair => pair.Key.Symbol, pair => pair.Value.Value),
        method = moved.State.Method,
        regime = moved.State.Regime,
        estimatedAt = moved.State.EstimatedAt,
        data = moved.State.Evidence,
        held = Reason(moved.State.Held),
        remarks = moved.State.Remarks.Select(Reason),
        attempts = moved.State.Attempts.Select(attempt => new
        {
            method = attempt.Method,
            refusal = Reason(attempt.Refusal),
            solvers = attempt.Solvers,
        }),
    };

    private static object Flows(BacktestRun run) => new
    {
        count = run.Flows.Length,
        deposits = run.Flows.Sum(flow => Math.Max(flow.Amount.Value, 0m)),
        withdrawals = run.Flows.Sum(flow => Math.Max(-flow.Amount.Value, 0m)),
        outside = run.FlowsOutside,
    };

    private static object Row(BacktestResult result) => new
    {
        name = result.Name,
        role = result.Role,
        finalValue = result.Measures.FinalValue.Value,
        cagr = Number(result.Measures.PerYear),
        moneyWeightedReturn = Number(result.Measures.MoneyWeightedPerYear),
        volatility = Number(result.Measures.Volatility),
        sharpe = Number(result.Measures.Sharpe),
        maxDrawdown = Number(result.Measures.MaxDrawdown),
        rebalances = result.Measures.Rebalances,
        turnover = Number(result.Measures.Turnover),
        costs = result.Measures.Costs.Value,
        trackingError = Number(result.Measures.TrackingError),
        rebalancingAlpha = Number(result.Measures.RebalancingAlpha),
        worstDrift = Number(result.Measures.WorstDrift),
        rebalancesPerMonth = Number(result.Measures.RebalancesPerMonth),
        orders = result.Measures.Orders,
        ordersPerMonth = Number(result.Measures.OrdersPerMonth),
        costsByKind = new
        {
            fee = result.Measures.CostByKind.Fee.Value,
            spread = result.Measures.CostByKind.Spread.Value,
            impact = result.Measures.CostByKind.Impact.Value,
            @fixed = result.Measures.CostByKind.Fixed.Value,
        },
        delay = result.Measures.Delay.Value,
        shortfall = Number(result.Measures.Shortfall),
        netFlow = result.Measures.NetFlow.Value,
        turnoverNotional = result.Measures.Notional.Value,
        costDrag = Number(result.Measures.CostDrag),
        sortino = Number(result.Measures.Sortino),
        calmar = Number(result.Measures.Calmar),
        weightDeviation = Number(result.Measures.WeightDeviation),
        mostRebalancesInOneMonth = result.Measures.MostInOneMonth,
        lapsedOrders = result.Run.LapsedOrders,
        refusals = result.Run.Refusals.Select(refused => new
        {
            code = refused.Why.Code,
            sentence = refused.Why.Sentence,
            count = refused.Count,
            last = refused.Last,
        }),
        advice = result.Advice.Select(Reason),
    };

    private static object? Reason(Reason? reason) =>
        reason is null ? null : new { code = reason.Code, sentence = reason.Sentence };

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
