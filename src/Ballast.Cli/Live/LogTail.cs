namespace Ballast.Cli.Live;

/// <summary>The last warning, for as long as it is news.</summary>
internal sealed class LogTail
{
    private static readonly TimeSpan News = TimeSpan.FromSeconds(60);

    private readonly LogLineProvider lines;
    private readonly string file;

    /// <summary>Follows the lines that go to a file.</summary>
    public LogTail(LogLineProvider lines, string file, TimeProvider time)
    {
        this.lines = lines;
        this.file = file;
        Time = time;
    }

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The line, with the place where it stays; <see langword="null"/> where nothing new was said.</summary>
    public string? Text => lines.Latest is { } line && Time.GetElapsedTime(line.Stamp) < News
        ? $"{line.Text} ({file})"
        : null;
}
