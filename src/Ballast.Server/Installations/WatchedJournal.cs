using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Server.Installations;

/// <summary>A journal that tells who waits when something has been appended.</summary>
public sealed class WatchedJournal : IJournal
{
    private readonly IJournal inner;
    private TaskCompletionSource appended = NewSignal();
    private long head;
    private Stamp? lastAt;
    private string? refusal;

    /// <summary>Stands in front of a journal whose last entry has the number <paramref name="head"/>.</summary>
    public WatchedJournal(IJournal inner, long head)
    {
        this.inner = inner;
        this.head = head;
    }

    /// <summary>The number of the last entry.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>When the last entry was written, in journaled time; <see langword="null"/> in an empty
    /// journal.</summary>
    public Instant? LastAt
    {
        get => Volatile.Read(ref lastAt) is { } at ? at.At : null;
        init => lastAt = value is { } at ? new Stamp(at) : null;
    }

    /// <summary>Why it takes no more entries; <see langword="null"/> while it does.</summary>
    public string? Refusal => Volatile.Read(ref refusal);

    /// <summary>Completes with the next append; take it before reading, so that nothing slips between.</summary>
    public Task NextAppend => Volatile.Read(ref appended).Task;

    /// <inheritdoc/>
    public async Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        long last = await AppendOrNoteAsync(entries, cancellation);
        InterlockedMax(last);
        if (entries is [.., { At: var at }])
        {
            Volatile.Write(ref lastAt, new Stamp(at));
        }

        Interlocked.Exchange(ref appended, NewSignal()).TrySetResult();
        return last;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
        inner.ReadAsync(after, limit, cancellation);

    /// <inheritdoc/>
    public Task<JournalIntegrity> ReplayAsync(Action<StoredEntry> take, CancellationToken cancellation) =>
        inner.ReplayAsync(take, cancellation);

    private async Task<long> AppendOrNoteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        try
        {
            return await inner.AppendAsync(entries, cancellation);
        }
        catch (JournalUnavailableException unavailable)
        {
            Volatile.Write(ref refusal, unavailable.Message);
            throw;
        }
    }

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

    // A reference, so that it is read and written whole.
    private sealed record Stamp(Instant At);
}
