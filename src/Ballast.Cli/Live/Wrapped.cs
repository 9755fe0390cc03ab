namespace Ballast.Cli.Live;

/// <summary>Sentences over several lines.</summary>
internal static class Wrapped
{
    /// <summary>Breaks a text between words, and words only where one is wider than a line.</summary>
    /// <param name="text">Any text; its own line breaks count as spaces.</param>
    /// <param name="width">Columns, at least two.</param>
    /// <param name="most">So many lines at most; what does not fit gives way to an ellipsis.</param>
    public static IReadOnlyList<string> Lines(string text, int width, int most)
    {
        List<string> lines = [];
        string rest = text.ReplaceLineEndings(" ").Trim();
        while (rest.Length > width && lines.Count < most - 1)
        {
            int space = rest.LastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.Add(rest[..end]);
            rest = rest[end..].TrimStart();
        }

        lines.Add(rest.Length <= width ? rest : rest[..(width - 1)] + "\u2026");
        return lines;
    }
}
