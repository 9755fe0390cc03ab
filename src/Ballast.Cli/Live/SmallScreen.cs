using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ballast.Cli.Live;

/// <summary>Lays one frame out where there is no room for tables: a line each, what matters most first, so that what
/// is cut off matters least. Pure.</summary>
internal static class SmallScreen
{
    private const int NarrowBelow = 60;
    private const int FlatBelow = 14;

    /// <summary>Whether a terminal is so small.</summary>
    public static bool Fits(int width, int height) => width < NarrowBelow || height < FlatBelow;

    /// <summary>Draws a frame.</summary>
    public static IRenderable Draw(LiveFrame frame, int width, int height)
    {
        List<string> lines =
        [
            LiveScreen.Fit($"● {frame.State.Text}: {frame.Portfolio}", width),
            LiveScreen.Fit(Value(frame), width),
            $"[yellow]{LiveScreen.Fit(frame.Market, width)}[/]",
        ];
        lines.AddRange(frame.Notices.Reverse().Select(notice => $"[yellow]{LiveScreen.Fit("! " + notice, width)}[/]"));

        lines.AddRange(frame.Weights.Select(line => LiveScreen.Fit(Weight(line), width)));
        lines.AddRange(frame.Transfer is { } moving ? [LiveScreen.Fit($"transfer: {moving}", width)] : []);
        lines.AddRange(frame.OpenOrders.Select(order => LiveScreen.Fit(Order(order), width)));
        lines.AddRange(frame.Decisions.Select(decision => LiveScreen.Fit($"{decision.What}: {decision.Why}", width)));
        return new Rows(lines.Take(height).Select(line => new Markup(line) { Overflow = Overflow.Crop }));
    }

    private static string Weight(LiveWeight line)
    {
        if (line.Weight - line.Target is not { } off)
        {
            return $"{line.Asset} {Figures.Percent(line.Weight.Value)}, no target yet";
        }

        string band = Figures.Points(line.Band.Value).TrimStart('+');
        string drift = Figures.Points(off.Value);
        return $"{line.Asset} {Figures.Percent(line.Weight.Value)}, {drift} of ±{band}";
    }

    private static string Order(LiveOrder order)
    {
        string side = order.Side.ToString().ToLowerInvariant();
        return $"{side} {order.Asset} {Figures.Digits(order.Size.Value)} {order.State}";
    }

    private static string Value(LiveFrame frame) => frame.Value is { } value
        ? $"{Figures.Amount(value)} {frame.Quote}{(frame.Return is { } made ? " " + Figures.Change(made) : "")}"
        : "reading balances and prices";
}
