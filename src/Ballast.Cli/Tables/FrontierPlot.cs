using System.Globalization;

namespace Ballast.Cli.Tables;

/// <summary>Return over volatility in characters: the frontier as dots, a portfolio as a filled circle.</summary>
internal sealed class FrontierPlot
{
    private const int Margin = 10;

    private readonly int columns;
    private readonly int rows;
    private readonly List<(double X, double Y)> line = [];
    private readonly List<(double X, double Y)> marks = [];

    /// <summary>An empty drawing.</summary>
    /// <param name="width">Characters, labels included; 30 or more.</param>
    /// <param name="height">Lines of the drawing itself; labels come below.</param>
    public FrontierPlot(int width, int height)
    {
        columns = Math.Max(width - Margin - 1, 20);
        rows = height;
    }

    /// <summary>A curve through points, drawn without gaps.</summary>
    public void AddLine(IReadOnlyList<(double Volatility, double Return)> points)
    {
        for (int i = 0; i + 1 < points.Count; i++)
        {
            for (int step = 0; step <= columns; step++)
            {
                double share = step / (double)columns;
                line.Add((
                    points[i].Volatility + (share * (points[i + 1].Volatility - points[i].Volatility)),
                    points[i].Return + (share * (points[i + 1].Return - points[i].Return))));
            }
        }
    }

    /// <summary>A portfolio; one without numbers is left out.</summary>
    public void AddMark((double Volatility, double Return) portfolio)
    {
        if (double.IsFinite(portfolio.Volatility) && double.IsFinite(portfolio.Return))
        {
            marks.Add(portfolio);
        }
    }

    /// <summary>The drawing, from top to bottom.</summary>
    public IEnumerable<string> Lines()
    {
        (double X, double Y)[] all = [.. line, .. marks];
        (double left, double right) = Widened(all.Min(at => at.X), all.Max(at => at.X));
        (double low, double high) = Widened(all.Min(at => at.Y), all.Max(at => at.Y));
        char[][] cells = [.. Enumerable.Range(0, rows).Select(_ => new string(' ', columns).ToCharArray())];
        foreach ((IEnumerable<(double X, double Y)> points, char sign) in
            (ReadOnlySpan<(IEnumerable<(double X, double Y)>, char)>)[(line, '·'), (marks, '●')])
        {
            foreach ((double x, double y) in points)
            {
                int column = (int)Math.Clamp((x - left) / (right - left) * columns, 0, columns - 1);
                int row = (int)Math.Clamp((high - y) / (high - low) * rows, 0, rows - 1);
                cells[row][column] = sign;
            }
        }

        return Labelled(cells, (left, right), (low, high));
    }

    private List<string> Labelled(char[][] cells, (double From, double To) x, (double From, double To) y)
    {
        List<string> lines = ["return a year (· frontier, ● these weights)"];
        for (int row = 0; row < rows; row++)
        {
            string label = row == 0 ? Percent(y.To) : row == rows - 1 ? Percent(y.From) : "";
            lines.Add($"{label,Margin - 1} │{new string(cells[row]).TrimEnd()}");
        }

        lines.Add(new string(' ', Margin) + "└" + new string('─', columns));
        string right = Percent(x.To);
        string left = Percent(x.From);
        string middle = "volatility a year";
        int gap = Math.Max(columns - left.Length - middle.Length - right.Length, 2);
        lines.Add(new string(' ', Margin) + left + new string(' ', gap / 2) + middle
            + new string(' ', gap - (gap / 2)) + right);
        return lines;
    }

    private static (double From, double To) Widened(double from, double to)
    {
        double room = to > from ? 0.02 * (to - from) : Math.Max(0.01 * Math.Abs(to), 1e-6);
        return (from - room, to + room);
    }

    private static string Percent(double fraction) =>
        (fraction * 100.0).ToString(Math.Abs(fraction) < 0.1 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %";
}
