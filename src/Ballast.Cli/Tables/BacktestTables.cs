using System.Collections.Immutable;
using System.Globalization;
using Ballast.Cli.Live;
using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>A comparison as people see it on a terminal: one column per policy.</summary>
internal static class BacktestTables
{
    private static readonly ImmutableArray<(string Name, Func<BacktestMeasures, string> Show)> Rows =
    [
        ("final value", measures => Figures.Amount(measures.FinalValue)),
        ("return a year", measures => Percent(measures.PerYear)),
        ("volatility", measures => Percent(measures.Volatility)),
        ("Sharpe", measures => Ratio(measures.Sharpe)),
        ("Sortino", measures => Ratio(measures.Sortino)),
        ("deepest drawdown", measures => Percent(measures.MaxDrawdown)),
        ("rebalances", measures => measures.Rebalances.ToString(CultureInfo.InvariantCulture)),
        ("turnover a year", measures => Percent(measures.Turnover)),
        ("costs", measures => Figures.Amount(measures.Costs)),
        ("cost drag a year", measures => BasisPoints(measures.CostDrag)),
        ("tracking error", measures => Percent(measures.TrackingError)),
        ("over holding a year", measures => Percent(measures.RebalancingAlpha)),
        ("worst drift", measures => Percent(measures.WorstDrift)),
        ("mean weight deviation", measures => Percent(measures.WeightDeviation)),
    ];

    /// <summary>Span, table, what was wrong with the prices, and advice.</summary>
    public static void Show(IAnsiConsole console, BacktestRequest request, ImmutableArray<BacktestResult> results)
    {
        BacktestRun tested = results[0].Run;
        console.Write(new Text(Span(request, tested) + "\n"));
        console.Write(Measures(results));
        foreach (string note in Notes(tested))
        {
            Line(console, "[yellow]note[/]", note);
        }

        foreach (Reason advice in results[0].Advice)
        {
            Line(console, "[blue]consider[/]", advice.Sentence);
        }

        Line(console, "[grey]mind[/]", "small differences between settings are noise; so is the first day");
    }

    private static string Span(BacktestRequest request, BacktestRun run)
    {
        string fill = request.Fill switch
        {
            FillModel.NextBar => "filled at the next bar",
            FillModel.SameClose => "filled at the close of the decision",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return $"{request.Capital} {request.Policy.Quote}, "
            + $"{Figures.Time(run.Instants[0])} to {Figures.Time(run.Instants[^1])} UTC, "
            + $"{run.Instants.Length} bars of {PolicyDuration.Text(run.BarLength)}, {fill}";
    }

    private static Table Measures(ImmutableArray<BacktestResult> results)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("");
        foreach (BacktestResult result in results)
        {
            table.AddColumn(new TableColumn(Markup.Escape(result.Name)).RightAligned());
        }

        foreach ((string name, Func<BacktestMeasures, string> show) in RowsFor(results[0].Run))
        {
            table.AddRow([new Text(name), .. results.Select(result => new Text(show(result.Measures)))]);
        }

        return table;
    }

    // Without flows the money-weighted return is the return a year once more.
    private static ImmutableArray<(string Name, Func<BacktestMeasures, string> Show)> RowsFor(BacktestRun run) =>
        run.Flows.IsEmpty ? Rows :
        [
            ("deposits less withdrawals", measures => Figures.Amount(measures.NetFlow)),
            .. Rows[..2],
            ("return on your own money", measures => Percent(measures.MoneyWeightedPerYear)),
            .. Rows[2..],
        ];

    private static IEnumerable<string> Notes(BacktestRun run)
    {
        if (run.FlowsOutside > 0)
        {
            yield return $"{run.FlowsOutside} flows lie at the first bar or before it, or after the last: left out";
        }

        if (run.LateStart is { } late)
        {
            yield return late.Sentence;
        }

        foreach (PriceGap gap in run.Gaps)
        {
            string end = gap.End switch
            {
                GapEnd.Resumed => "then it resumed",
                GapEnd.Replaced => "then another coin came under its name, which was left out",
                GapEnd.NeverResumed => "and it never resumed",
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            yield return $"{gap.Asset} had no price for {gap.Bars} bars after {Figures.Time(gap.LastBar)}, {end}; "
                + "it was valued at its last price and nothing was traded meanwhile";
        }

        foreach (RefusedChecks refused in run.Refusals)
        {
            yield return $"{refused.Count} of {run.Checks} checks refused, the first: {refused.Why.Sentence}";
        }

        if (run.LapsedOrders > 0)
        {
            yield return $"{run.LapsedOrders} orders lapsed: their asset had no bar, or the prices ended first";
        }
    }

    private static void Line(IAnsiConsole console, string label, string sentence)
    {
        console.Write(new Markup(label + " "));
        console.Write(new Text(sentence + "\n"));
    }

    private static string Percent(double fraction) => Shown(fraction * 100.0, "0.00", " %");

    private static string BasisPoints(double fraction) => Shown(fraction * 10_000.0, "0.0", " bp");

    private static string Ratio(double value) => Shown(value, "0.00", "");

    private static string Shown(double value, string format, string unit) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) + unit : "-";
}
