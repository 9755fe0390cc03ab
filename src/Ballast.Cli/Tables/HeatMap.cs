using System.Globalization;
using Ballast.Cli.Commands.Sweeping;
using Ballast.Core.Sweeps;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>
/// What settings are ranked by as a map: widths of bands from left to right, everything else from top to bottom. Bright
/// is good; where a terminal has no colours, dense is good. Where there is not room for all, neighbours are averaged.
/// </summary>
internal static class HeatMap
{
    private const int MostLines = 40;
    private const int LongestLabel = 34;
    private const int LeastCells = 10;
    private const string Shades = " .:-=+*#%@";

    // Dark blue over green to yellow: even in brightness, and told apart by everybody (the palette "viridis").
    private static readonly (byte Red, byte Green, byte Blue)[] Palette =
        [(68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37)];

    /// <summary>Draws one map for widths in points and one for parts of the target; the first start of each.</summary>
    public static void Show(IAnsiConsole console, RankMeasure measure, IEnumerable<SettingRow> rows)
    {
        Spot[] spots = Spot.WithoutTheSame([.. rows.Where(row => row.Start == 0 && row.Setting.Band is not null)
            .Select(row => Spot.Of(row, measure))
            .Where(spot => double.IsFinite(spot.Value))]);
        if (spots.Length == 0)
        {
            console.Write(new Text("no map: there are no bands\n"));
            return;
        }

        (double Low, double High) range = (spots.Min(spot => spot.Value), spots.Max(spot => spot.Value));
        foreach (IGrouping<bool, Spot> kind in spots.GroupBy(spot => spot.IsRelative).OrderBy(kind => kind.Key))
        {
            Draw(console, measure, [.. kind], range);
        }

        console.Write(new Text($"from {Number(range.Low)} ("));
        console.Write(Cell(console, 0.0));
        console.Write(new Text($") to {Number(range.High)} ("));
        console.Write(Cell(console, 1.0));
        console.Write(new Text(")\n"));
    }

    private static void Draw(
        IAnsiConsole console, RankMeasure measure, Spot[] spots, (double Low, double High) range)
    {
        decimal[] widths = [.. spots.Select(spot => spot.Width).Distinct().Order()];
        string[] lines = [.. spots.Select(spot => spot.Line).Distinct()];
        int label = Math.Min(LongestLabel, lines.Max(line => line.Length));
        int room = Math.Max((console.Profile.Width - label - 2) / 2, LeastCells);
        ILookup<(int Line, int Cell), double> cells = spots.ToLookup(
            spot => (Slot(Array.IndexOf(lines, spot.Line), lines.Length, MostLines),
                Slot(Array.BinarySearch(widths, spot.Width), widths.Length, room)),
            spot => spot.Value);
        string what = spots[0].IsRelative ? "% of the target" : "points";
        string ends = $"{Number(widths[0])} to {Number(widths[^1])} {what}";
        console.Write(new Text($"{SweepTerms.WordOf(measure)}, bands from {ends}\n"));
        for (int line = 0; line < Math.Min(lines.Length, MostLines); line++)
        {
            int named = lines.Length <= MostLines ? line : (int)((long)line * lines.Length / MostLines);
            console.Write(new Text(Clipped(lines[named], label).PadRight(label) + " "));
            for (int cell = 0; cell < Math.Min(widths.Length, room); cell++)
            {
                double[] values = [.. cells[(line, cell)]];
                console.Write(values.Length == 0 ? new Text("  ") : Cell(console, Part(values.Average(), range)));
            }

            console.Write(new Text("\n"));
        }

        string axis = Axis(Number(widths[0]), $"{Number(widths[^1])} {what}", 2 * Math.Min(widths.Length, room));
        console.Write(new Text($"{Clipped("band", label).PadRight(label)} {axis}\n"));
    }

    // The first width under the first cell, and the last one's end under the last where both fit.
    private static string Axis(string first, string last, int room) =>
        first.Length + 1 + last.Length <= room ? first + last.PadLeft(room - first.Length) : $"{first} to {last}";

    private static int Slot(int index, int count, int room) =>
        count <= room ? index : (int)((long)index * room / count);

    private static double Part(double value, (double Low, double High) range) =>
        range.High > range.Low ? (value - range.Low) / (range.High - range.Low) : 1.0;

    private static Text Cell(IAnsiConsole console, double part)
    {
        if (console.Profile.Capabilities.ColorSystem == ColorSystem.NoColors)
        {
            return new Text(new string(Shades[(int)(part * (Shades.Length - 1))], 2));
        }

        double at = part * (Palette.Length - 1);
        int below = Math.Min((int)at, Palette.Length - 2);
        (byte Red, byte Green, byte Blue) from = Palette[below];
        (byte Red, byte Green, byte Blue) to = Palette[below + 1];
        Color color = new(
            Between(from.Red, to.Red, at - below),
            Between(from.Green, to.Green, at - below),
            Between(from.Blue, to.Blue, at - below));
        return new Text("  ", new Style(background: color));
    }

    private static byte Between(byte from, byte to, double part) => (byte)(from + ((to - from) * part));

    private static string Clipped(string text, int length) =>
        text.Length <= length ? text : text[..(length - 1)] + "\u2026";

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Number(decimal fraction) =>
        (fraction * 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>One cell before neighbours are put together; values of which the greater is the better.</summary>
    private sealed record Spot(decimal Width, bool IsRelative, string Line)
    {
        public required double Value { get; init; }

        private string Rest { get; init; } = "";

        /// <summary>Lines say what they differ in: what all have beside fee and destination is left out.</summary>
        public static Spot[] WithoutTheSame(Spot[] spots) => spots.All(spot => spot.Rest == spots[0].Rest)
            ? spots
            : [.. spots.Select(spot => spot with { Line = spot.Line + spot.Rest })];

        public static Spot Of(SettingRow row, RankMeasure measure)
        {
            string destination = "to " + Setting.Word(row.Setting.Band!.Destination);
            string floor = row.Setting.Band.Floor is { } least ? $", floor {least}" : "";
            string rest = (row.Setting with { Band = null }).Name;
            string others = rest == "hold" ? "" : $", {rest.Replace("hold, ", "", StringComparison.Ordinal)}";
            decimal? part = row.Setting.Band.Relative;
            return new Spot(
                part ?? row.Setting.Band.Absolute!.Value.Value,
                part is not null,
                string.Create(CultureInfo.InvariantCulture, $"{row.FeeBps} bp {destination}{floor}"))
            {
                Rest = others,
                Value = measure switch
                {
                    RankMeasure.Sharpe => row.Sharpe,
                    RankMeasure.FinalValue => row.FinalValue,
                    RankMeasure.Volatility => -row.Volatility,
                    RankMeasure.TrackingError => -row.TrackingError,
                    _ => throw new System.Diagnostics.UnreachableException(),
                },
            };
        }
    }
}
