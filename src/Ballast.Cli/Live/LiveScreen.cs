using System.Globalization;
using Ballast.Core.Markets;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ballast.Cli.Live;

/// <summary>Lays one frame out for a terminal of a given size. Pure: the same frame and size give the same
/// picture.</summary>
public static class LiveScreen
{
    private const int FixedLines = 12;
    private const int WideFrom = 110;
    private const int HeldFrom = 90;
    private const int NoticeLines = 3;

    /// <summary>Draws a frame.</summary>
    /// <param name="frame">What to show.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines; the picture is never taller.</param>
    public static IRenderable Draw(LiveFrame frame, int width, int height) => SmallScreen.Fits(width, height)
        ? SmallScreen.Draw(frame, width, height)
        : Roomy(frame, width, height);

    /// <summary>A text in one line of at most so many columns, its own markup disarmed.</summary>
    internal static string Fit(string text, int width)
    {
        string line = text.ReplaceLineEndings(" ");
        return Markup.Escape(line.Length <= width || width < 2 ? line : line[..(width - 1)] + "…");
    }

    private static Rows Roomy(LiveFrame frame, int width, int height)
    {
        List<string> notices = [
            .. frame.Notices.SelectMany(notice => Wrapped.Lines("! " + notice, width - 1, NoticeLines)),
        ];
        string[] transfer = frame.Transfer is { } moving
            ? [.. Wrapped.Lines("transfer: " + moving, width - 1, NoticeLines)]
            : [];
        int spare = Math.Max(3, height - FixedLines - frame.Weights.Count - notices.Count - transfer.Length);
        int decisions = Math.Clamp(spare / 3, 1, 8);
        int trades = Math.Max(1, spare - decisions);
        List<IRenderable> rows =
        [
            Head(frame, width),
            Line(width, frame.Target is { } target
                ? Fit($"weights against their bands; target: {target}", width - 4)
                : "weights against their bands"),
            Weights(frame, width),
            Line(width, "decisions"),
            Decisions(frame, width, decisions),
            .. transfer.Select(line => Text($"[yellow]{Markup.Escape(line)}[/]")),
            Trades(frame, width, trades),
        ];
        rows.AddRange(notices.Select(line => Text($"[yellow]{Markup.Escape(line)}[/]")));
        rows.Add(Foot(frame, width));
        return new Rows(rows);
    }

    private static Markup Foot(LiveFrame frame, int width)
    {
        string stops = width < WideFrom ? "Ctrl-C stops." : "Ctrl-C stops; nothing is lost.";
        string exchange = frame.Exchange is { } open ? $" [grey]exchange[/] {Markup.Escape(open.ToString())}" : "";
        return Text($"[grey]{stops} API[/] {Markup.Escape(frame.Address.ToString())}{exchange}");
    }

    private static Rows Head(LiveFrame frame, int width)
    {
        string colour = frame.State.Kind switch
        {
            LiveStateKind.Calm => "green",
            LiveStateKind.Busy => "yellow",
            LiveStateKind.Stopped => "red",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        string value = frame.Value is { } v
            ? $"[bold]{Figures.Amount(v)} {frame.Quote}[/]"
            : "[grey]reading balances and prices[/]";
        string change = frame.Return is { } r ? $"  [{(r < 0m ? "red" : "green")}]{Figures.Change(r)}[/]" : "";
        string runs = string.Create(CultureInfo.InvariantCulture, $"{frame.Runs} {(frame.Runs == 1 ? "run" : "runs")}");
        string clock = $"{Figures.Time(frame.Now)} UTC";
        string state = Fit(frame.State.Text, width - frame.Portfolio.Length - clock.Length - 16);
        return new Rows(
            Text($"[bold]ballast[/] {Markup.Escape(frame.Portfolio)}  [{colour}]● {state}[/]  [grey]{clock}[/]"),
            Text($"[yellow]{Fit(frame.Market, width - 1)}[/]"),
            Text($"{value}{change}  [grey]{runs}{Held(frame, width)}[/]"));
    }

    // A difference that grows and shrinks with every price; people should not read a verdict into it.
    private static string Held(LiveFrame frame, int width) =>
        frame.AheadOfHolding is { } ahead && width >= HeldFrom
            ? $"  {Figures.Change(ahead)} against holding (noise over short spans)"
            : "";

    private static Table Weights(LiveFrame frame, int width)
    {
        int gauge = (Math.Clamp(width - 54, 11, 61) / 2 * 2) + 1;
        Table table = Plain();
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn("[grey]weight[/]").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("[grey]target[/]").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("[grey]drift[/]").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("[grey]band[/]").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn($"[grey]{frame.Quote}[/]").RightAligned().NoWrap());
        foreach (LiveWeight line in frame.Weights)
        {
            Core.Amounts.Weight? drift = line.Weight - line.Target;
            table.AddRow(
                $"[bold]{line.Asset}[/]",
                Figures.Percent(line.Weight.Value),
                line.Target is { } target ? Figures.Percent(target.Value) : "none yet",
                drift is { } points ? Figures.Points(points.Value) : "",
                line.Band.Value > 0m ? "±" + Figures.Points(line.Band.Value).TrimStart('+') : "",
                BandGauge.Draw(drift ?? Core.Amounts.Weight.Zero, line.Band, gauge),
                Figures.Amount(line.Value));
        }

        return table;
    }

    private static Rows Decisions(LiveFrame frame, int width, int lines) => new(
        frame.Decisions.Take(lines).Select(d => Text(
            $"[grey]{Figures.ShortTime(d.At)}[/] {Coloured(d.What)} {Fit(d.Why, width - d.What.Length - 15)}"))
        .DefaultIfEmpty(Text("[grey]none yet[/]")));

    private static IRenderable Trades(LiveFrame frame, int width, int lines)
    {
        if (width < WideFrom)
        {
            int open = Math.Min(frame.OpenOrders.Count, Math.Max(1, lines - 1));
            return new Rows(
                Line(width, $"orders and fills ({frame.OpenOrders.Count} open)"),
                Orders(frame, width, open),
                Fills(frame, lines - open));
        }

        Grid grid = new Grid { Expand = true }.AddColumn(new GridColumn().Width(width / 2)).AddColumn();
        grid.AddRow(
            new Rows(Line((width / 2) - 2, "open orders"), Orders(frame, width / 2, lines)),
            new Rows(Line((width / 2) - 2, "recent fills"), Fills(frame, lines)));
        return grid;
    }

    private static Rows Orders(LiveFrame frame, int width, int lines) => new(
        frame.OpenOrders.Take(lines).Select(o => Text(
        $"{Side(o.Side)} {o.Asset} {Figures.Digits(o.Size.Value)} up to {Figures.Digits(o.Limit.Value)} "
        + $"[yellow]{Fit(o.State, width - 40)}[/]")));

    private static Rows Fills(LiveFrame frame, int lines) => new(frame.Fills.Take(lines).Select(f => Text(
        $"[grey]{Figures.ShortTime(f.At)}[/] {Side(f.Side)} {f.Asset} {Figures.Digits(f.Size.Value)} "
        + $"at {Figures.Digits(f.Price.Value)}")).DefaultIfEmpty(Text("[grey]no fills yet[/]")));

    private static string Side(TradeSide side) => side == TradeSide.Buy ? "[green]buy [/]" : "[red]sell[/]";

    private static string Coloured(string what) => what switch
    {
        "rebalance" => "[green]rebalance[/]",
        "refuse" => "[red]refuse[/]",
        _ => $"[grey]{Markup.Escape(what)}[/]",
    };

    private static Table Plain() => new Table().NoBorder().HideFooters();

    private static Markup Text(string markup) => new(markup) { Overflow = Overflow.Ellipsis };

    private static Markup Line(int width, string title) =>
        Text($"[grey]── {title} {new string('─', Math.Max(0, width - title.Length - 5))}[/]");
}
