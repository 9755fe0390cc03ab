using System.Diagnostics;
using System.Globalization;
using Ballast.Cli.Commands.Planning;
using Ballast.Cli.Live;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Across;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>Plans as people see them on a terminal.</summary>
internal static class PlanTables
{
    private const decimal BpsPerWhole = 10_000m;
    private const int WidthForReasons = 120;

    /// <summary>An answer with every trigger's finding.</summary>
    public static void Show(IAnsiConsole console, Policy policy, OfflineAnswer answer)
    {
        switch (answer)
        {
            case OfflineAnswer.Planned planned:
                ShowPlan(console, policy, planned.Plan);
                ShowVenues(console, planned.Plan.Venues);
                ShowMoves(console, planned.Plan.Moves);
                ShowLines(console, "transfer", planned.Plan.Transfers.Select(transfer => transfer.Why));
                ShowLines(console, "caution", planned.Plan.Cautions);
                ShowNonOrders(console, policy, planned.Plan.NonOrders);
                break;
            case OfflineAnswer.Nothing nothing:
                console.Write(Holdings(nothing.Snapshot, policy, answer.Target));
                ShowNonOrders(console, policy, nothing.NonOrders);
                break;
            case OfflineAnswer.Refused refused:
                Debug.Assert(refused.Why.Length > 0, "a refusal gives its reasons");
                break;
            default:
                throw new UnreachableException();
        }

        ShowFindings(console, answer.Findings);
        if (answer.Target is { } target)
        {
            console.Write(Line("grey", "target", TargetWords.Sentence(target)));
        }

        console.Write(Headline(policy, answer));
    }

    private static Markup Headline(Policy policy, OfflineAnswer answer) => answer switch
    {
        OfflineAnswer.Planned { Plan: var plan } => Line("green", "plan", $"{Orders(plan)}, {Turnover(plan, policy)}"),
        OfflineAnswer.Nothing nothing => Line("grey", "hold", nothing.Why.Sentence),
        OfflineAnswer.Refused refused =>
            Line("red", "refused", string.Join("\n", refused.Why.Select(why => why.Sentence))),
        _ => throw new UnreachableException(),
    };

    private static Markup Line(string colour, string word, string sentence) =>
        new($"[{colour}]{word}[/]  {Markup.Escape(sentence)}\n");

    private static void ShowLines(IAnsiConsole console, string word, IEnumerable<Reason> reasons)
    {
        foreach (Reason reason in reasons)
        {
            console.Write(Line("yellow", word, reason.Sentence));
        }
    }

    private static string Orders(Plan plan)
    {
        int sells = plan.Orders.Count(order => order.Side == TradeSide.Sell);
        return $"{sells} to sell, {plan.Orders.Length - sells} to buy";
    }

    private static string Turnover(Plan plan, Policy policy)
    {
        Money traded = plan.Orders.Aggregate(Money.Zero, (sum, order) => sum + order.Notional);
        decimal share = plan.Cost.Value / plan.ValueBefore.Value * BpsPerWhole;
        string bps = share.ToString("0.0", CultureInfo.InvariantCulture);
        string cost = $"{Figures.Amount(plan.Cost)} ({bps} bp of the value)";
        return $"{Figures.Amount(traded)} {policy.Quote} traded for {cost}";
    }

    private static void ShowPlan(IAnsiConsole console, Policy policy, Plan plan)
    {
        Table table = NewTable("Asset", "Price", "Value", "Weight", "Target", "Band", "After");
        foreach (PlanLine line in plan.Lines)
        {
            table.AddRow(
                new Text(line.Asset.Symbol),
                new Text(Figures.Digits(line.Price.Value)),
                new Text(Figures.Amount(line.ValueBefore)),
                Weight(line.WeightBefore, line.Target, line.Band),
                new Text(Figures.Percent(line.Target.Value)),
                new Text(line.Band.IsZero ? "-" : "±" + Figures.Percent(line.Band.Value)),
                new Text(Figures.Percent(line.WeightAfter.Value)));
        }

        table.AddEmptyRow();
        table.AddRow("total", "", Figures.Amount(plan.ValueBefore));
        console.Write(table);
        console.Write(OrderTable(console, policy, plan));
        if (console.Profile.Width < WidthForReasons)
        {
            ShowReasons(console, plan);
        }
    }

    private static Table OrderTable(IAnsiConsole console, Policy policy, Plan plan)
    {
        Table orders = NewTable("Order", "Size", "At about", "Not beyond", policy.Quote.Symbol, "Cost");
        bool hasRoom = console.Profile.Width >= WidthForReasons;
        if (hasRoom)
        {
            orders.AddColumn("Why");
        }

        foreach (PlannedOrder order in plan.Orders)
        {
            Text[] numbers =
            [
                new Text(CanonicalDecimal.Format(decimal.Round(order.Size.Value, 8, MidpointRounding.ToZero))),
                new Text(Figures.Digits(order.ExpectedPrice.Value)),
                new Text(Figures.Digits(order.LimitPrice.Value)),
                new Text(Figures.Amount(order.Notional)),
                new Text(Figures.Amount(order.Cost)),
            ];
            IEnumerable<Text> why = hasRoom ? [new Text(order.Why.Sentence)] : [];
            orders.AddRow([new Markup(NameOf(order)), .. numbers, .. why]);
        }

        return orders;
    }

    /// <summary>Where the table has no room for them.</summary>
    private static void ShowReasons(IAnsiConsole console, Plan plan)
    {
        foreach (PlannedOrder order in plan.Orders)
        {
            console.Write(new Text(order.Why.Sentence + "\n"));
        }
    }

    private static string NameOf(PlannedOrder order) => order.Side == TradeSide.Sell
        ? $"[red]sell[/] {Markup.Escape(order.Asset.Symbol)}"
        : $"[green]buy[/]  {Markup.Escape(order.Asset.Symbol)}";

    private static Table Holdings(Snapshot snapshot, Policy policy, TargetState? moving)
    {
        Table table = NewTable("Asset", "Price", "Value", "Weight", "Target");
        foreach (Position position in snapshot.Positions)
        {
            Weight weight = snapshot.Value.IsZero ? Core.Amounts.Weight.Zero : position.Value / snapshot.Value;
            table.AddRow(
                position.Asset.Symbol,
                Figures.Digits(position.Price.Value),
                Figures.Amount(position.Value),
                Figures.Percent(weight.Value),
                moving is { IsKnown: false }
                    ? "none yet"
                    : Figures.Percent((moving?.Weights ?? policy.Target).GetValueOrDefault(position.Asset).Value));
        }

        return table;
    }

    private static Markup Weight(Weight weight, Weight target, Weight band) =>
        (weight - target).Magnitude > band
            ? new Markup($"[yellow]{Figures.Percent(weight.Value)}[/]")
            : new Markup(Figures.Percent(weight.Value));

    private static void ShowNonOrders(IAnsiConsole console, Policy policy, IReadOnlyCollection<NonOrder> nonOrders)
    {
        if (nonOrders.Count == 0)
        {
            return;
        }

        Table table = NewTable("Not moved", policy.Quote.Symbol);
        table.AddColumn("Why");
        foreach (NonOrder missing in nonOrders)
        {
            table.AddRow(
                new Text(missing.Asset.Symbol), new Text(Figures.Amount(missing.Gap)), new Text(missing.Why.Sentence));
        }

        console.Write(table);
    }

    private static void ShowVenues(IAnsiConsole console, IReadOnlyCollection<VenueChoice> venues)
    {
        if (venues.Count == 0)
        {
            return;
        }

        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (VenueChoice choice in venues)
        {
            string colour = choice.Value.IsZero ? "grey" : "green";
            grid.AddRow(
                new Text(choice.Asset.Symbol),
                new Markup($"[{colour}]{Markup.Escape(choice.Account.Value)}[/]"),
                new Text(choice.Why.Sentence));
        }

        console.Write(grid);
        console.WriteLine();
    }

    private static void ShowMoves(IAnsiConsole console, IReadOnlyCollection<HandMove> moves)
    {
        foreach (HandMove move in moves)
        {
            string units = CanonicalDecimal.Format(move.Units.Value);
            string held = move.Held is { } why ? $" Not by itself: {why.Sentence}." : "";
            console.Write(Line(
                "yellow",
                "by hand",
                $"move {units} {move.Asset} from {move.From} to {move.To}: {move.Why.Sentence}{held}"));
        }
    }

    private static void ShowFindings(IAnsiConsole console, IReadOnlyCollection<TriggerFinding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (TriggerFinding finding in findings)
        {
            grid.AddRow(new Text(finding.Trigger), Word(finding.Status), new Text(finding.Why.Sentence));
        }

        console.Write(grid);
        console.WriteLine();
    }

    private static Markup Word(TriggerStatus status) => status switch
    {
        TriggerStatus.Quiet => new Markup("[grey]quiet[/]"),
        TriggerStatus.HeldBack => new Markup("[yellow]held back[/]"),
        TriggerStatus.Fired => new Markup("[green]fired[/]"),
        _ => throw new UnreachableException(),
    };

    private static Table NewTable(string first, params string[] numbers)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (string name in numbers)
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned().NoWrap());
        }

        return table;
    }
}
