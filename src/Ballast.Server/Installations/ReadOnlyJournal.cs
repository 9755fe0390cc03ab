using Ballast.Adapters.Stores.Sqlite;
using Ballast.Engine.Ports;

namespace Ballast.Server.Installations;

/// <summary>A journal that belongs to another process, or to nobody at present: for looking at, without the
/// lock.</summary>
public sealed class ReadOnlyJournal : IJournal
{
    private readonly SqliteJournalReader reader;

    /// <summary>Reads through a reader.</summary>
    public ReadOnlyJournal(SqliteJournalReader reader) => this.reader = reader;

    /// <summary>Always refuses.</summary>
    /// <exception cref="JournalUnavailableException">Always.</exception>
    public Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation) =>
        throw new JournalUnavailableException("this journal is only looked at", new NotSupportedException());

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
        Task.Run(() => reader.Read(after, limit), cancellation);

    /// <inheritdoc/>
    public Task<JournalIntegrity> ReplayAsync(Action<StoredEntry> take, CancellationToken cancellation) =>
        Task.Run(() => reader.Replay(take, cancellation), cancellation);
}
