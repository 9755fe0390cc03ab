using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>Keeps every line that is logged.</summary>
internal sealed class HeardLog : ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Waits until a line with a text has been logged.</summary>
    public async Task HeardAsync(string text)
    {
        while (!Lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));
}
