using Ballast.Engine.Ports;

namespace Ballast.Server.Installations;

/// <summary>A journal that tells who waits when something has been appended.</summary>
public sealed class WatchedJournal : IJournal
{
    private readonly IJournal inner;
    private TaskCompletionSource appended = NewSignal();
    private long head;

    /// <summary>Stands in front of a journal whose last entry has the number <paramref name="head"/>.</summary>
    public WatchedJournal(IJournal inner, long head)
    {
        this.inner = inner;
        this.head = head;
    }

    /// <summary>The number of the last entry.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>Completes with the next append; take it before reading, so that nothing slips between.</summary>
    public Task NextAppend => Volatile.Read(ref appended).Task;

    /// <inheritdoc/>
    public async Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        long last = await inner.AppendAsync(entries, cancellation);
        InterlockedMax(last);
        Interlocked.Exchange(ref appended, NewSignal()).TrySetResult();
        return last;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
        inner.ReadAsync(after, limit, cancellation);

    /// <inheritdoc/>
    public Task<JournalIntegrity> ReplayAsync(Action<StoredEntry> take, CancellationToken cancellation) =>
        inner.ReplayAsync(take, cancellation);

    // Appends of two portfolios may come back in either order.
    private void InterlockedMax(long last)
    {
        long seen = Volatile.Read(ref head);
        while (last > seen)
        {
            long before = Interlocked.CompareExchange(ref head, last, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
