using System.Globalization;
using Ballast.Cli.Commands.Sweeping;
using Ballast.Cli.Live;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Sweeps;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>A sweep as people see it on a terminal: the best settings, and what the best one is worth.</summary>
internal static class SweepTables
{
    private const int MostRows = 10;
    private const int MostNames = 4;

    // Columns of a terminal below which only what one needs for a choice is shown.
    private const int Wide = 120;

    private static readonly (string Name, bool IsVital, Func<SettingRow, string> Show)[] Columns =
    [
        ("final value", false, row => row.FinalValue.ToString("N0", CultureInfo.InvariantCulture)),
        ("a year", true, row => Percent(row.PerYear)),
        ("volatility", false, row => Percent(row.Volatility)),
        ("Sharpe", true, row => Ratio(row.Sharpe)),
        ("drawdown", true, row => Percent(row.MaxDrawdown)),
        ("runs", true, row => row.Rebalances.ToString(CultureInfo.InvariantCulture)),
        ("costs", false, row => row.Costs.ToString("N0", CultureInfo.InvariantCulture)),
        ("tracking", true, row => Percent(row.TrackingError)),
    ];

    /// <summary>What was swept, the leaders, the certificate, and what to mind.</summary>
    public static void Show(IAnsiConsole console, PolicySweepRequest request, PolicySweepReport report)
    {
        console.Write(new Text(Span(request, report) + "\n"));
        console.Write(Leaders(request, report, console.Profile.Width));
        Grid said = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2)).AddColumn();
        foreach ((string label, string sentence) in Verdicts(report).Concat(Asides(report)))
        {
            said.AddRow(new Markup(label), new Text(sentence));
        }

        console.Write(said);
    }

    private static IEnumerable<(string Label, string Sentence)> Asides(PolicySweepReport report)
    {
        foreach (EngineUse use in report.Engines)
        {
            yield return ("[grey]engine[/]", $"{use.Engine} for {Count(use.Backtests)} backtests: {use.Why}");
        }

        foreach (Reason note in (IEnumerable<Reason>)
            [.. report.LateStart is { } late ? [late] : Array.Empty<Reason>(), .. report.LeftOut, .. report.Notes])
        {
            yield return ("[yellow]note[/]", note.Sentence);
        }
    }

    private static string Span(PolicySweepRequest request, PolicySweepReport report) =>
        $"{Count(report.Count)} backtests of {Count(report.Pick.Tried)} settings, {request.Capital} "
        + $"{request.Policy.Quote}, {Figures.Time(report.Span.From)} to {Figures.Time(report.Span.To)} UTC, "
        + $"{Count(report.Bars)} bars of {PolicyDuration.Text(report.BarLength)}, filled at the close of the decision";

    private static Table Leaders(PolicySweepRequest request, PolicySweepReport report, int width)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumn($"best by {SweepTerms.WordOf(request.RankBy)} at {report.Pick.FeeBps} bp");
        (string Name, Func<SettingRow, string> Show)[] columns =
            [.. Columns.Where(column => width >= Wide || column.IsVital).Select(column => (column.Name, column.Show))];
        foreach ((string name, _) in columns)
        {
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        }

        foreach (SettingRow row in report.Leaders.Take(MostRows))
        {
            table.AddRow([new Text(row.Setting.Name), .. columns.Select(column => new Text(column.Show(row)))]);
        }

        SettingRow own = report.Pick.Own;
        table.AddEmptyRow();
        table.AddRow(
            [new Text($"as it is: {own.Setting.Name}"), .. columns.Select(column => new Text(column.Show(own)))]);
        return table;
    }

    private static IEnumerable<(string Label, string Sentence)> Verdicts(PolicySweepReport report)
    {
        Certificate pick = report.Pick;
        yield return ("[green]pick[/]", pick.Best.Setting.Name);
        yield return ("[green]alike[/]", Alike(pick));
        if (report.WalkForward is { } tried)
        {
            yield return ("[green]out of sample[/]", Tried(tried));
        }

        yield return ("[green]starts[/]", Starts(pick.Starts));
        yield return ("[green]deflated[/]", double.IsNaN(pick.DeflatedSharpe)
            ? "returns do not scatter, so that there is no Sharpe ratio to deflate"
            : $"with {Percent(pick.DeflatedSharpe)} probability its Sharpe ratio is above {Ratio(pick.ExpectedBest)}, "
                + $"which the best of {Count(pick.Tried)} settings without skill would show");
        yield return ("[green]exact[/]", "the exact simulator ends with "
            + $"{Figures.Amount(new Money(decimal.Round(pick.ExactValue.Value, 2, MidpointRounding.ToZero)))}, "
            + $"{pick.Deviation.ToString("0.0E+0", CultureInfo.InvariantCulture)} of it apart");
    }

    private static string Starts(StartLuck? luck) => luck is null
        ? "the history is too short to begin on a second day in its first half"
        : $"begun on {luck.PerYear.Starts} different days, calendar and checks moved along, and measured from "
            + $"{Figures.Time(luck.MeasuredFrom)} UTC, the last of them, it returned between "
            + $"{Percent(luck.PerYear.Lowest)} and {Percent(luck.PerYear.Highest)} a year, with a standard deviation "
            + $"of {Percent(luck.PerYear.Deviation)}; over holding from the same day between "
            + $"{Percent(luck.OverHolding.Lowest)} and {Percent(luck.OverHolding.Highest)}";

    private static string Alike(Certificate pick)
    {
        string compared = pick.Compared == pick.Tried
            ? $"{Count(pick.Tried)} settings"
            : $"{Count(pick.Compared)} settings compared, out of {Count(pick.Tried)},";
        if (pick.Indistinguishable.Length == 1)
        {
            return $"none: of {compared} no other one can be the best by chance alone (90 %)";
        }

        IEnumerable<string> names = pick.Indistinguishable.Take(MostNames).Select(setting => setting.Name);
        string more = pick.Indistinguishable.Length > MostNames ? ", ..." : "";
        return $"these settings are indistinguishable: {Count(pick.Indistinguishable.Length)} of {compared} cannot be "
            + $"told from the best (90 %): {string.Join("; ", names)}{more}. The one that trades least: "
            + pick.Calmest.Name;
    }

    private static string Tried(WalkForwardReport tried) =>
        $"chosen on {tried.Terms.Train} bars and judged on the next {tried.Terms.Test} ({tried.Folds.Length} times, "
        + $"{tried.Terms.Purge} bars between), picks returned {Percent(tried.Chosen.PerYear)} a year with a Sharpe "
        + $"ratio of {Ratio(tried.Chosen.Sharpe)} ({Ratio(tried.Chosen.SharpeInterval.Low)} to "
        + $"{Ratio(tried.Chosen.SharpeInterval.High)}), between {Percent(tried.Chosen.Dispersion.Lowest)} and "
        + $"{Percent(tried.Chosen.Dispersion.Highest)} a test; the policy's own setting "
        + $"{Percent(tried.Own.PerYear)} and {Ratio(tried.Own.Sharpe)}. A pick beat {Percent(tried.Beaten)} of the "
        + "other settings; chance beats 50 %";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => double.IsFinite(fraction)
        ? (fraction * 100.0).ToString("0.00", CultureInfo.InvariantCulture) + " %"
        : "-";

    private static string Ratio(double value) =>
        double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "-";
}
