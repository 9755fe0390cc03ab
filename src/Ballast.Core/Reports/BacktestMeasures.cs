using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Simulation;
using Ballast.Numerics.Measures;
using NodaTime;

namespace Ballast.Core.Reports;

/// <summary>
/// One backtest in numbers. Rates are per year and fractions; money is exact, the rest are statistics and NaN where
/// they have no meaning (no scatter, too few bars). Returns start after the first purchase was paid for; costs,
/// turnover and the count of rebalances include it.
/// </summary>
public sealed record BacktestMeasures
{
    private const double MonthsAYear = 12.0;

    /// <summary>V at the last bar; nothing is sold.</summary>
    public required Money FinalValue { get; init; }

    /// <summary>Compound return per year, by elapsed days / 365; time-weighted, so without flows.</summary>
    public required double PerYear { get; init; }

    /// <summary>
    /// What the owner's own money earned per year, whenever it came and went: the internal rate of return from the
    /// first bar's value over the flows to the last value. Equal to <see cref="PerYear"/> where there are no flows.
    /// </summary>
    public required double MoneyWeightedPerYear { get; init; }

    /// <summary>Deposits less withdrawals after the start.</summary>
    public required Money NetFlow { get; init; }

    /// <summary>Standard deviation of simple returns per bar, divisor n - 1, scaled to a year.</summary>
    public required double Volatility { get; init; }

    /// <summary>Sharpe ratio against a riskless return of zero.</summary>
    public required double Sharpe { get; init; }

    /// <summary>Sortino ratio against a least return of zero.</summary>
    public required double Sortino { get; init; }

    /// <summary>Deepest fall from a peak, zero or negative.</summary>
    public required double MaxDrawdown { get; init; }

    /// <summary>Return per year over the size of the deepest fall.</summary>
    public required double Calmar { get; init; }

    /// <summary>Runs that traded, the first purchase included.</summary>
    public required int Rebalances { get; init; }

    /// <summary>Runs that traded per month of 365/12 days; the first purchase is not counted here.</summary>
    public required double RebalancesPerMonth { get; init; }

    /// <summary>Orders that filled, those of the first purchase included.</summary>
    public required int Orders { get; init; }

    /// <summary>Orders that filled per month of 365/12 days, without those of the first purchase.</summary>
    public required double OrdersPerMonth { get; init; }

    /// <summary>The most runs in one calendar month, UTC.</summary>
    public required int MostInOneMonth { get; init; }

    /// <summary>Sum over runs of traded notional over twice the value before the run, per year.</summary>
    public required double Turnover { get; init; }

    /// <summary>Sum of everything traded, buys and sells together.</summary>
    public required Money Notional { get; init; }

    /// <summary>Sum of all costs.</summary>
    public required Money Costs { get; init; }

    /// <summary>Costs over the average value, per year, as a fraction.</summary>
    public required double CostDrag { get; init; }

    /// <summary>All costs by kind; the sum may differ from <see cref="Costs"/> in the last digit.</summary>
    public required TradeCost CostByKind { get; init; }

    /// <summary>
    /// What prices moved against the orders between decision and fill, all runs together; below zero in their favour.
    /// Zero where orders fill at the close they are decided on.
    /// </summary>
    public required Money Delay { get; init; }

    /// <summary>
    /// Implementation shortfall of what filled, as a fraction of what was traded: delay and costs together (Perold
    /// 1988). Orders that lapsed have no price and are not in it. NaN where nothing was traded.
    /// </summary>
    public required double Shortfall { get; init; }

    /// <summary>Against the costless constant mix of the policy's targets, per year.</summary>
    public required double TrackingError { get; init; }

    /// <summary>Return per year less that of buy-and-hold of the same targets, both net of costs.</summary>
    public required double RebalancingAlpha { get; init; }

    /// <summary>The largest drift seen at any complete bar before trading.</summary>
    public required double WorstDrift { get; init; }

    /// <summary>Mean root mean square of drifts; a different thing from tracking error and never annualised.</summary>
    public required double WeightDeviation { get; init; }

    /// <summary>Measures a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="constantMix">Returns of the costless constant mix over the same bars: one fewer than the run has
    /// values.</param>
    /// <param name="holdPerYear">Compound return per year of buy-and-hold over the same bars.</param>
    public static BacktestMeasures Of(BacktestRun run, ReadOnlySpan<double> constantMix, double holdPerYear)
    {
        var series = new ValueSeries(run);
        double[] returns = WithoutHoles(run, series.Returns);
        double periods = Duration.FromDays(365) / run.BarLength;
        double years = YearsOf(run);
        double perYear = Returns.PerYear(series.Index[^1] / series.Index[0], years);
        double fall = Drawdown.Deepest(series.Index).Depth;
        Money costs = Sum(run, rebalance => rebalance.Cost);
        Money notional = Sum(run, rebalance => rebalance.Notional);
        Money delay = Sum(run, rebalance => rebalance.Delay);
        double months = years * MonthsAYear;
        int orders = run.Rebalances.Sum(rebalance => rebalance.Orders);
        var later = run.Rebalances.Where(rebalance => rebalance.DecidedAt > run.Instants[0]).ToList();
        return new BacktestMeasures
        {
            FinalValue = run.Values[^1],
            PerYear = perYear,
            MoneyWeightedPerYear = ValueSeries.MoneyWeightedPerYear(run),
            NetFlow = run.Flows.Aggregate(Money.Zero, (sum, flow) => sum + flow.Amount),
            Volatility = Dispersion.PerYear(returns, periods),
            Sharpe = PerformanceRatios.Sharpe(returns, 0.0, periods),
            Sortino = PerformanceRatios.Sortino(returns, 0.0, periods),
            MaxDrawdown = fall,
            Calmar = PerformanceRatios.Calmar(perYear, fall),
            Rebalances = run.Rebalances.Length,
            RebalancesPerMonth = later.Count / months,
            Orders = orders,
            OrdersPerMonth = later.Sum(rebalance => rebalance.Orders) / months,
            MostInOneMonth = MostInOneMonthOf(run),
            Turnover = run.Rebalances.Sum(rebalance => Statistic.Of(rebalance.Turnover)) / years,
            Notional = notional,
            Costs = costs,
            CostDrag = Statistic.Of(costs) / Dispersion.Mean(series.Values) / years,
            CostByKind = KindsOf(run),
            Delay = delay,
            Shortfall = Statistic.Of(delay + costs) / Statistic.Of(notional),
            TrackingError = Tracking.Error(returns, WithoutHoles(run, constantMix), periods),
            RebalancingAlpha = perYear - holdPerYear,
            WorstDrift = run.Drift.Worst,
            WeightDeviation = run.Drift.MeanDeviation,
        };
    }

    /// <summary>Compound return per year of a run, from after the first purchase to the last bar.</summary>
    public static double PerYearOf(BacktestRun run)
    {
        double[] index = new ValueSeries(run).Index;
        return Returns.PerYear(index[^1] / index[0], YearsOf(run));
    }

    // The return over missing bars is none of one bar, and would count as a leap. Growth and drawdowns keep it.
    private static double[] WithoutHoles(BacktestRun run, ReadOnlySpan<double> returns)
    {
        var ends = run.Rhythm.Holes.Select(hole => run.Instants.BinarySearch(hole.Before) - 1).ToHashSet();
        return ends.Count == 0
            ? returns.ToArray()
            : [.. returns.ToArray().Where((_, bar) => !ends.Contains(bar))];
    }

    private static double YearsOf(BacktestRun run) => (run.Instants[^1] - run.Instants[0]).TotalDays / 365.0;

    private static Money Sum(BacktestRun run, Func<SimulatedRebalance, Money> part) =>
        run.Rebalances.Aggregate(Money.Zero, (sum, rebalance) => sum + part(rebalance));

    private static TradeCost KindsOf(BacktestRun run) => new(
        Sum(run, rebalance => rebalance.CostByKind.Fee),
        Sum(run, rebalance => rebalance.CostByKind.Spread),
        Sum(run, rebalance => rebalance.CostByKind.Impact),
        Sum(run, rebalance => rebalance.CostByKind.Fixed));

    private static int MostInOneMonthOf(BacktestRun run) => run.Rebalances
        .GroupBy(rebalance => rebalance.DecidedAt.InUtc().Date.ToYearMonth())
        .Select(month => month.Count())
        .DefaultIfEmpty()
        .Max();
}
