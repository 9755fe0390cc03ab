using Ballast.Adapters.Stores.Sqlite;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>The real journal for a simulated thread: its disk work is over when the call returns, so that no other
/// thread ever takes part.</summary>
internal sealed class BlockingJournal(SqliteJournal inner) : IJournal
{
    public Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation) =>
        Awaited(() => inner.AppendAsync(entries, cancellation));

    public Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
        Awaited(() => inner.ReadAsync(after, limit, cancellation));

    public Task<JournalIntegrity> ReplayAsync(Action<StoredEntry> take, CancellationToken cancellation) =>
        Awaited(() => inner.ReplayAsync(take, cancellation));

    private static Task<T> Awaited<T>(Func<Task<T>> call)
    {
        SynchronizationContext? simulated = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Task.FromResult(call().GetAwaiter().GetResult());
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(simulated);
        }
    }
}
