using System.Collections.Immutable;
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
    private const int TargetsShown = 8;

    /// <summary>Span, table, what was wrong with the prices, and advice.</summary>
    public static void Show(IAnsiConsole console, BacktestRequest request, ImmutableArray<BacktestResult> results)
    {
        BacktestRun tested = results[0].Run;
        console.Write(new Text(Span(request, tested) + "\n"));
        console.Write(Measures(results));
        Targets(console, tested);
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

    /// <summary>Capital, range, bars and fills of a run in one line.</summary>
    public static string Span(BacktestRequest request, BacktestRun run)
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

        bool flows = !results[0].Run.Flows.IsEmpty;
        foreach (MeasureRow row in MeasureRow.All.Where(row => flows || !row.NeedsFlows))
        {
            table.AddRow([new Text(row.Name), .. results.Select(result => new Text(row.Show(result.Measures)))]);
        }

        return table;
    }

    /// <summary>What a reader must know about prices, checks and orders of a run, one sentence each.</summary>
    public static IEnumerable<string> Notes(BacktestRun run)
    {
        if (run.FlowsOutside > 0)
        {
            yield return $"{run.FlowsOutside} flows lie at the first bar or before it, or after the last: left out";
        }

        foreach (Reason left in run.LeftOut)
        {
            yield return left.Sentence;
        }

        if (run.LateStart is { } late)
        {
            yield return late.Sentence;
        }

        if (run.Targets.Length > 0)
        {
            yield return TargetNote(run);
        }

        if (run.Rhythm.Remark() is { } hole)
        {
            yield return hole.Sentence;
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

    private static string TargetNote(BacktestRun run)
    {
        var last = run.Targets[^1].State;
        int refused = run.Targets.Count(moved => moved.State.Attempts.Any(attempt => attempt.Refusal is not null));
        string tries = refused == 0 ? "" : $", {refused} of them after a refusal";
        return $"the target was worked out {run.Targets.Length} times{tries}; "
            + $"the last one, of {last.Method}: {TargetMoves.Weights(last)}";
    }

    // The last ones, and every kind of refusal; the whole list would push the measures off the screen.
    private static void Targets(IAnsiConsole console, BacktestRun run)
    {
        if (run.Targets.IsEmpty)
        {
            return;
        }

        int left = Math.Max(run.Targets.Length - TargetsShown, 0);
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumn("target of").AddColumn("method").AddColumn("weights");
        foreach (SimulatedTarget moved in run.Targets[left..])
        {
            table.AddRow(
                new Text(Figures.Time(moved.At)),
                new Text(TargetMoves.Method(moved.State)),
                new Text(TargetMoves.Weights(moved.State)));
        }

        console.Write(table);
        if (left > 0)
        {
            Line(console, "[grey]mind[/]", $"{left} earlier targets are in --report and --json");
        }

        foreach (string refusal in TargetMoves.Refusals(run.Targets))
        {
            Line(console, "[yellow]note[/]", refusal);
        }
    }

    private static void Line(IAnsiConsole console, string label, string sentence)
    {
        console.Write(new Markup(label + " "));
        console.Write(new Text(sentence + "\n"));
    }
}
