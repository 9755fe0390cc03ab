namespace Ballast.Engine.Ports;

/// <summary>
/// The append-only log that is the truth. An append returns when the entries are on stable storage; entries of one
/// append are there all or none. One writer at a time (the port's owner holds the store's lock); any number of readers.
/// </summary>
public interface IJournal
{
    /// <summary>Appends entries atomically and durably.</summary>
    /// <returns>The sequence number of the last one.</returns>
    /// <exception cref="JournalUnavailableException">The store cannot take entries (disk full, read-only, I/O error):
    /// stop trading.</exception>
    Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation);

    /// <summary>Entries after a sequence number, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation);

    /// <summary>
    /// One pass over everything: checks the store and the hash chain, and hands on each entry, in order and one at a
    /// time, once it and all before it were found sound.
    /// </summary>
    /// <param name="take">Takes an entry; what it throws ends the pass and is thrown here.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <returns>Where it is damaged, what was handed on is worth nothing: trading must not start.</returns>
    Task<JournalIntegrity> ReplayAsync(Action<StoredEntry> take, CancellationToken cancellation);
}

/// <summary>The answer to an integrity check. Closed: <see cref="Sound"/> or <see cref="Damaged"/>.</summary>
public abstract record JournalIntegrity
{
    /// <summary>Everything adds up.</summary>
    public sealed record Sound(long Entries, string HeadHash) : JournalIntegrity;

    /// <summary>Something does not; trading must not start.</summary>
    public sealed record Damaged(long FirstBadSequence, string What) : JournalIntegrity;
}
