using Microsoft.Extensions.Logging;

namespace Ballast.Cli.Live;

/// <summary>Warnings and errors of the engine and the server, a line each on standard error.</summary>
internal sealed class LogLineProvider : ILoggerProvider
{
    private readonly TextWriter output;

    /// <summary>Writes to a writer that is safe to share.</summary>
    public LogLineProvider(TextWriter output) => this.output = TextWriter.Synchronized(output);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Line(output, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer belongs to the process.
    }

    private sealed class Line(TextWriter output, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

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
                output.WriteLine($"{level} {category}: {formatter(state, exception)}{cause}");
            }
        }
    }
}
