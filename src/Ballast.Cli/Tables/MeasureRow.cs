using System.Collections.Immutable;
using System.Globalization;
using Ballast.Cli.Live;
using Ballast.Core.Reports;

namespace Ballast.Cli.Tables;

/// <summary>One measure as tables and reports show it.</summary>
internal sealed record MeasureRow
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Its field in the JSON document.</summary>
    public required string Field { get; init; }

    /// <summary>The number, with all its digits: a double, a decimal or an integer.</summary>
    public required Func<BacktestMeasures, object> Value { get; init; }

    /// <summary>The number, shortened.</summary>
    public required Func<BacktestMeasures, string> Show { get; init; }

    /// <summary>The code of the advice about it, where there is one.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether it means nothing without deposits or withdrawals.</summary>
    public bool NeedsFlows { get; init; }

    /// <summary>All measures in the order they are shown.</summary>
    public static ImmutableArray<MeasureRow> All { get; } =
    [
        Amount("deposits less withdrawals", "netFlow", measures => measures.NetFlow) with { NeedsFlows = true },
        Amount("final value", "finalValue", measures => measures.FinalValue),
        Percent("return a year", "cagr", measures => measures.PerYear),
        Percent("return on your own money", "moneyWeightedReturn", measures => measures.MoneyWeightedPerYear)
            with { NeedsFlows = true },
        Percent("over holding a year", "rebalancingAlpha", measures => measures.RebalancingAlpha)
            with { Advice = "alpha-low" },
        Percent("volatility", "volatility", measures => measures.Volatility),
        Ratio("Sharpe", "sharpe", measures => measures.Sharpe),
        Ratio("Sortino", "sortino", measures => measures.Sortino),
        Percent("deepest drawdown", "maxDrawdown", measures => measures.MaxDrawdown),
        Ratio("Calmar", "calmar", measures => measures.Calmar),
        Count("rebalances", "rebalances", measures => measures.Rebalances),
        Ratio("rebalances a month", "rebalancesPerMonth", measures => measures.RebalancesPerMonth),
        Count("most in one month", "mostRebalancesInOneMonth", measures => measures.MostInOneMonth)
            with { Advice = "runs-frequent" },
        Count("trades", "orders", measures => measures.Orders),
        Ratio("trades a month", "ordersPerMonth", measures => measures.OrdersPerMonth),
        Percent("turnover a year", "turnover", measures => measures.Turnover) with { Advice = "turnover-high" },
        Amount("costs", "costs", measures => measures.Costs),
        BasisPoints("cost drag a year", "costDrag", measures => measures.CostDrag) with { Advice = "cost-drag-high" },
        BasisPoints("shortfall of what was traded", "shortfall", measures => measures.Shortfall),
        Percent("tracking error", "trackingError", measures => measures.TrackingError)
            with { Advice = "tracking-error-high" },
        Percent("worst drift", "worstDrift", measures => measures.WorstDrift) with { Advice = "drift-large" },
        Percent("mean weight deviation", "weightDeviation", measures => measures.WeightDeviation),
    ];

    /// <summary>A fraction as percent with two decimals.</summary>
    public static string Percent(double fraction) => Shown(fraction * 100.0, "0.00", " %");

    /// <summary>A fraction as basis points with one decimal.</summary>
    public static string BasisPoints(double fraction) => Shown(fraction * 10_000.0, "0.0", " bp");

    /// <summary>A number with two decimals.</summary>
    public static string Ratio(double value) => Shown(value, "0.00", "");

    private static MeasureRow Amount(string name, string field, Func<BacktestMeasures, Core.Amounts.Money> of) => new()
    {
        Name = name,
        Field = field,
        Value = measures => of(measures).Value,
        Show = measures => Figures.Amount(of(measures)),
    };

    private static MeasureRow Percent(string name, string field, Func<BacktestMeasures, double> of) =>
        Number(name, field, of) with { Show = measures => Percent(of(measures)) };

    private static MeasureRow BasisPoints(string name, string field, Func<BacktestMeasures, double> of) =>
        Number(name, field, of) with { Show = measures => BasisPoints(of(measures)) };

    private static MeasureRow Ratio(string name, string field, Func<BacktestMeasures, double> of) =>
        Number(name, field, of);

    private static MeasureRow Number(string name, string field, Func<BacktestMeasures, double> of) => new()
    {
        Name = name,
        Field = field,
        Value = measures => of(measures),
        Show = measures => Ratio(of(measures)),
    };

    private static MeasureRow Count(string name, string field, Func<BacktestMeasures, int> of) => new()
    {
        Name = name,
        Field = field,
        Value = measures => of(measures),
        Show = measures => of(measures).ToString(CultureInfo.InvariantCulture),
    };

    private static string Shown(double value, string format, string unit) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) + unit : "-";
}
