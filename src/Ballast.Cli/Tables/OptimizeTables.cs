using System.Globalization;
using Ballast.Cli.Commands.Optimizing;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Optimizers;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>Weights, who carries the risk, and the frontier as people see them on a terminal.</summary>
internal static class OptimizeTables
{
    private const int BarWidth = 16;

    private const int PlotHeight = 14;

    private const int WidestPlot = 100;

    // Weights that solvers leave beside zero are not worth a line.
    private const double Nothing = 1e-9;

    /// <summary>Table, measures, attempts and drawing.</summary>
    public static void Show(IAnsiConsole console, OptimizeResult result)
    {
        var solved = (AllocationAnswer.Solved)result.Answer;
        Line(console, $"{solved.Method.Name}, {result.Basis}");
        console.Write(Weights(solved));
        AllocationMeasures measures = solved.Measures;
        Line(
            console,
            $"return {Percent(measures.ExpectedReturn)} a year, volatility {Percent(measures.Volatility)}, "
                + $"Sharpe {Shown(measures.Sharpe, "0.00", "")} (risk-free {Percent(result.Problem.RiskFree)})");
        if (solved.Cash > Nothing)
        {
            Line(console, $"{Percent(solved.Cash)} stays in cash");
        }

        foreach (MethodAttempt attempt in solved.Attempts)
        {
            Line(console, Said(attempt));
        }

        Draw(console, result, solved);
    }

    private static Table Weights(AllocationAnswer.Solved solved)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("asset")
            .AddColumn(new TableColumn("weight").RightAligned()).AddColumn("")
            .AddColumn(new TableColumn("risk").RightAligned()).AddColumn("");
        int hidden = 0;
        foreach (AllocatedAsset line in solved.Assets.OrderByDescending(line => line.Weight))
        {
            if (Math.Abs(line.Weight) <= Nothing && solved.Assets.Length > 12)
            {
                hidden++;
                continue;
            }

            table.AddRow(
                new Text(line.Asset.Symbol),
                new Text(Percent(line.Weight)),
                new Text(Bar(line.Weight)),
                new Text(Percent(line.RiskContribution)),
                new Text(Bar(line.RiskContribution)));
        }

        return hidden == 0 ? table : table.Caption($"{hidden} more with no weight");
    }

    private static string Said(MethodAttempt attempt)
    {
        if (attempt.Refusal is { } refusal)
        {
            return $"{attempt.Method} refused: {refusal.Sentence}";
        }

        Attempt solver = attempt.Solvers[^1];
        string solved = $"{attempt.Method} solved by {solver.Solver}, {solver.Steps} steps";
        double residual = attempt.Residuals.Largest;
        return double.IsNaN(residual)
            ? solved
            : $"{solved}, off by {residual.ToString("0.0e+0", CultureInfo.InvariantCulture)}";
    }

    private static void Draw(IAnsiConsole console, OptimizeResult result, AllocationAnswer.Solved solved)
    {
        if (result.Frontier is not AllocationFrontier.Traced { Portfolios: { Length: > 1 } portfolios })
        {
            string why = result.Frontier is AllocationFrontier.Refused refused
                ? refused.Why.Sentence
                : "it is a single portfolio";
            Line(console, $"no frontier to draw: {why}");
            return;
        }

        FrontierPlot plot = new(Math.Min(console.Profile.Width, WidestPlot), PlotHeight);
        plot.AddLine([.. portfolios.Select(one => (one.Measures.Volatility, one.Measures.ExpectedReturn))]);
        plot.AddMark((solved.Measures.Volatility, solved.Measures.ExpectedReturn));
        foreach (string line in plot.Lines())
        {
            Line(console, line);
        }
    }

    private static string Bar(double share)
    {
        int cells = double.IsFinite(share)
            ? (int)Math.Clamp(Math.Round(share * BarWidth, MidpointRounding.AwayFromZero), 0, BarWidth)
            : 0;
        return new string('█', cells) + new string('·', BarWidth - cells);
    }

    private static void Line(IAnsiConsole console, string sentence) => console.Write(new Text(sentence + "\n"));

    private static string Percent(double fraction) => Shown(fraction * 100.0, "0.00", " %");

    private static string Shown(double value, string format, string unit) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) + unit : "-";
}
