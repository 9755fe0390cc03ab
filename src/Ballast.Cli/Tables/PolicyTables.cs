using System.Collections.Immutable;
using Ballast.Cli.Live;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Targets;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>Policies as people see them on a terminal.</summary>
internal static class PolicyTables
{
    /// <summary>What a policy means, and what is unwise about it.</summary>
    public static void Show(IAnsiConsole console, PolicyReading.Read reading, ImmutableArray<PolicyWarning> warnings)
    {
        Policy policy = reading.Policy;
        console.Write(Facts(policy, reading.Hash));
        console.WriteLine();
        console.Write(Targets(policy));
        console.WriteLine();
        foreach (PolicyWarning warning in warnings)
        {
            console.Write(new Markup("[yellow]warning[/] "));
            console.Write(new Text(warning.Path + "\n"));
            console.Write(new Padder(new Text($"{warning.Why.Sentence} {warning.Advice}\n"), new Padding(2, 0, 0, 0)));
        }

        string count = warnings.Length == 0 ? "no warnings" : warnings.Length == 1
            ? "1 warning" : $"{warnings.Length} warnings";
        console.Write(new Markup($"[green]valid[/], {count}\n"));
    }

    /// <summary>Every error of a file.</summary>
    public static void ShowErrors(IAnsiConsole console, string path, ImmutableArray<PolicyError> errors)
    {
        foreach (PolicyError error in errors.OrderBy(error => error.Line))
        {
            console.Write(new Markup("[red]error[/] "));
            console.Write(new Text($"{path}:{error.Line} {error.Path}\n"));
            Grid grid = new Grid().AddColumn(new GridColumn().Padding(2, 0, 2, 0).NoWrap()).AddColumn();
            grid.AddRow(new Text("found"), new Text(error.Found));
            grid.AddRow(new Text("allowed"), new Text(error.Allowed));
            console.Write(grid);
        }
    }

    private static Grid Facts(Policy policy, string hash)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add(grid, "portfolio", $"{policy.Portfolio}, valued in {policy.Quote}, {Word(policy.Mode)}");
        Add(grid, "accounts", string.Join(", ", policy.Accounts));
        if (policy.Moving is { } moving)
        {
            Add(grid, "aims", MovingWords.Of(moving));
        }

        Add(grid, "acts", PolicyWords.Triggers(policy));
        Add(grid, "plans", PolicyWords.Trading(policy));
        Add(grid, "limits", PolicyWords.Limits(policy));
        if (!policy.Hedges.IsEmpty)
        {
            Add(grid, "hedges", PolicyWords.Hedges(policy));
        }

        Add(grid, "hash", hash);
        return grid;
    }

    private static void Add(Grid grid, string name, string value) =>
        grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));

    private static string Word(TradingMode mode) => mode switch
    {
        TradingMode.Paper => "paper trading",
        TradingMode.Shadow => "shadow (plans, sends nothing)",
        TradingMode.Live => "live trading",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Table Targets(Policy policy)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumn("Asset")
            .AddColumn(new TableColumn("Target").RightAligned())
            .AddColumn(new TableColumn("Left alone between").RightAligned())
            .AddColumn("Rules");
        foreach ((Asset asset, Weight target) in policy.Target.OrderByDescending(entry => entry.Value))
        {
            table.AddRow(
                new Text(asset.Symbol),
                new Text(policy.Moving is null ? Figures.Percent(target.Value) : "moves"),
                new Text(policy.Moving is null ? Range(policy, asset, target) : "-"),
                new Text(PolicyWords.Rules(policy, asset)));
        }

        return table;
    }

    private static string Range(Policy policy, Asset asset, Weight target)
    {
        Weight width = policy.Trigger.VolatilityBand?.Base
            ?? BandWidths.HalfWidth(policy.Trigger.Band, asset, target);
        string low = Figures.Percent(Math.Max(0m, (target - width).Value));
        return width.IsZero ? "-" : $"{low} and {Figures.Percent((target + width).Value)}";
    }
}
