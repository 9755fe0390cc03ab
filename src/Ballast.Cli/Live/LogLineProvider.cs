using Microsoft.Extensions.Logging;

namespace Ballast.Cli.Live;

/// <summary>Warnings and errors of the engine and the server, and all that its owner is told, a line each: on standard
/// error, or in a file while a live view has the terminal.</summary>
internal sealed class LogLineProvider : ILoggerProvider
{
    private const long LargestFile = 1 << 20;

    private readonly TextWriter usual;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private string? file;
    private LogLine? latest;

    /// <summary>Writes to a writer until a file is named.</summary>
    public LogLineProvider(TextWriter usual, TimeProvider time)
    {
        this.usual = usual;
        this.time = time;
    }

    /// <summary>The last line; <see langword="null"/> before the first.</summary>
    public LogLine? Latest
    {
        get
        {
            lock (gate)
            {
                return latest;
            }
        }
    }

    /// <summary>Lines go to the end of a file from now on, until the answer is disposed. A file that has grown large is
    /// put aside first, over the one that was put aside before.</summary>
    public IDisposable DivertTo(string path)
    {
        lock (gate)
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
            {
                File.Move(path, path + ".1", overwrite: true);
            }

            file = path;
            latest = null;
        }

        return new Diversion(this);
    }

    /// <summary>Writes what the owner should know and no logger says.</summary>
    public void Say(string sentence) => Write(sentence);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Line(this, ShortName(categoryName));

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer belongs to the process.
    }

    private static string ShortName(string category) => category[(category.LastIndexOf('.') + 1)..];

    private void Write(string text)
    {
        lock (gate)
        {
            latest = new LogLine(time.GetTimestamp(), text);
            if (file is null)
            {
                usual.WriteLine(text);
                return;
            }

            try
            {
                File.AppendAllText(file, $"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z {text}\n");
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                // A full disk is one of the things that are logged: the view still shows the line.
                latest = latest with { Text = $"{text} (and {file} cannot be written)" };
            }
        }
    }

    private void Restore()
    {
        lock (gate)
        {
            file = null;
        }
    }

    private sealed class Diversion(LogLineProvider lines) : IDisposable
    {
        public void Dispose() => lines.Restore();
    }

    private sealed class Line(LogLineProvider lines, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        // What has no name is said to the owner: also that an alarm is over.
        public bool IsEnabled(LogLevel logLevel) =>
            logLevel >= (name.Length == 0 ? LogLevel.Information : LogLevel.Warning);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                string cause = exception is null ? "" : $": {exception.GetType().Name}: {exception.Message}";
                string level = logLevel.ToString().ToLowerInvariant();
                string source = name.Length == 0 ? "" : $" {name}";
                lines.Write($"{level}{source}: {formatter(state, exception)}{cause}".ReplaceLineEndings(" "));
            }
        }
    }
}

/// <summary>A line of the log.</summary>
/// <param name="Stamp">When, as a timestamp of the real clock.</param>
/// <param name="Text">What it says.</param>
internal sealed record LogLine(long Stamp, string Text);
