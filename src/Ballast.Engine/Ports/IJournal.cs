using NodaTime;

namespace Ballast.Engine.Ports;

/// <summary>
/// The append-only log that is the truth. An append returns when the entries are on stable storage; entries of one append are there
/// all or none. One writer at a time (the port's owner holds the store's lock); any number of readers.
/// </summary>
public interface IJournal
{
    /// <summary>Appends entries atomically and durably.</summary>
    /// <returns>The sequence number of the last one.</returns>
    /// <exception cref="JournalUnavailableException">The store cannot take entries (disk full, read-only, I/O error): stop trading.</exception>
    Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation);

    /// <summary>Entries after a sequence number, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation);

    /// <summary>Checks the store and the hash chain.</summary>
    Task<JournalIntegrity> VerifyAsync(CancellationToken cancellation);
}

/// <summary>One event to be stored.</summary>
/// <param name="Portfolio">Whose stream it is in; empty for the installation's own events.</param>
/// <param name="Kind">The event's kind, such as <c>order-signed</c>.</param>
/// <param name="Version">The version of that kind's payload; older ones are upgraded on reading.</param>
/// <param name="At">Journaled time.</param>
/// <param name="Payload">Canonical JSON.</param>
public sealed record JournalEntry(string Portfolio, string Kind, int Version, Instant At, string Payload);

/// <summary>An event as stored.</summary>
/// <param name="Sequence">1, 2, 3, ... without holes.</param>
/// <param name="Entry">The event.</param>
/// <param name="ChainHash">SHA-256 over the previous entry's hash and this entry, lower-case hex.</param>
public sealed record StoredEntry(long Sequence, JournalEntry Entry, string ChainHash);

/// <summary>The answer to an integrity check. Closed: <see cref="Sound"/> or <see cref="Damaged"/>.</summary>
public abstract record JournalIntegrity
{
    /// <summary>Everything adds up.</summary>
    public sealed record Sound(long Entries, string HeadHash) : JournalIntegrity;

    /// <summary>Something does not; trading must not start.</summary>
    public sealed record Damaged(long FirstBadSequence, string What) : JournalIntegrity;
}

/// <summary>The store cannot take entries; whoever meets it stops trading.</summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Names the cause.</summary>
    public JournalUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Names the cause and what the store said.</summary>
    public JournalUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
