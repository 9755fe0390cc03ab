using System.Threading.Channels;
using Ballast.Core;
using Ballast.Engine;
using Ballast.Engine.Ports;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>
/// The journal in one SQLite file: WAL, <c>synchronous=FULL</c>, one connection that writes. Appends that arrive while
/// a commit is on
/// its way to the disk share the next one, so many orders cost few flushes. After a failed commit nothing more is
/// accepted: what is
/// on disk is then known only to a restart.
/// </summary>
public sealed class SqliteJournal : IJournal, IAsyncDisposable
{
    private readonly SqliteConnection writer;
    private readonly SqliteJournalReader reader;
    private readonly Channel<PendingAppend> pending =
        Channel.CreateUnbounded<PendingAppend>(new() { SingleReader = true });
    private readonly Task writing;

    private long sequence;
    private string hash;
    private Exception? broken;
    private volatile bool isChecked;

    private SqliteJournal(SqliteConnection writer, SqliteJournalReader reader, JournalIntegrity.Sound head)
    {
        this.writer = writer;
        this.reader = reader;
        (sequence, hash) = (head.Entries, head.HeadHash);
        isChecked = sequence == 0;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>
    /// Opens or creates the journal of a held data directory, after checking that it is one and how it ends. Everything
    /// before its last entry is checked by <see cref="ReplayAsync"/>, and nothing can be appended before that.
    /// </summary>
    public static JournalOpening Open(DataDirectory directory)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = JournalSchema.OpenWriter(directory.JournalFile);
            JournalOpening opening = Check(connection, directory.JournalFile);
            if (opening is JournalOpening.Refused)
            {
                connection.Dispose();
            }

            return opening;
        }
        catch (SqliteException refusal)
        {
            connection?.Dispose();
            return Refused("journal-unusable",
                $"{directory.JournalFile}: {refusal.Message}; restore a backup or move the file away");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The journal has not been replayed, or was found damaged.</exception>
    public async Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        if (!isChecked)
        {
            throw new InvalidOperationException("a journal is checked whole before anything is appended to it");
        }

        // Once queued an append is awaited to its end: giving up half-way would leave the caller not knowing what is on
        // disk.
        cancellation.ThrowIfCancellationRequested();
        PendingAppend append = new([.. entries]);
        if (!pending.Writer.TryWrite(append))
        {
            throw Unavailable(broken ?? new ObjectDisposedException(nameof(SqliteJournal)));
        }

        return await append.Done.Task;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
        Task.Run(() => reader.Read(after, limit), cancellation);

    /// <inheritdoc/>
    public async Task<JournalIntegrity> ReplayAsync(Action<StoredEntry> take, CancellationToken cancellation)
    {
        JournalIntegrity integrity = await Task.Run(() => reader.Replay(take, cancellation), cancellation);
        isChecked |= integrity is JournalIntegrity.Sound;
        return integrity;
    }

    /// <summary>Caps the file's size: what a full disk does to it, without filling one.</summary>
    internal void LimitPages(int pages) => writer.Execute($"PRAGMA max_page_count = {pages}");

    /// <summary>Writes what was accepted and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        pending.Writer.TryComplete();
        await writing;
        try
        {
            await writer.DisposeAsync();
        }
        catch (SqliteException) when (broken is not null)
        {
            // A commit that failed ended its transaction by itself, and closing tries to roll it back once more. Why it
            // failed was said then; what is on the disk is checked by the next start.
        }
    }

    private static JournalOpening Check(SqliteConnection connection, string file)
    {
        if (!JournalSchema.IsOurs(connection))
        {
            return Refused(
                "journal-foreign", $"{file} is a database of another program; choose another directory with --data");
        }

        long version = JournalSchema.VersionOf(connection);
        if (version > JournalSchema.Version)
        {
            return Refused(
                "journal-newer", $"{file} was written by a newer ballast (layout {version}); {StartOutcome.UseNewer}");
        }

        JournalSchema.Prepare(connection);
        if (version == 0)
        {
            JournalSchema.Create(connection);
        }

        SqliteJournalReader reader = new(file);
        return reader.VerifyHead() switch
        {
            JournalIntegrity.Sound head => new JournalOpening.Opened(new SqliteJournal(connection, reader, head)),
            JournalIntegrity.Damaged damage => Refused(
                "journal-damaged",
                $"{file}: {damage.What}; restore a backup (nothing was changed, nothing will be traded)"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static JournalOpening.Refused Refused(string code, string sentence) => new(new Reason(code, sentence));

    private static JournalUnavailableException Unavailable(Exception cause) =>
        new($"the journal takes no entries: {cause.Message}", cause);

    private async Task WriteAsync()
    {
        List<PendingAppend> group = [];
        while (await pending.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (pending.Reader.TryRead(out PendingAppend? append))
            {
                group.Add(append);
            }

            Commit(group);
        }
    }

    private void Commit(List<PendingAppend> group)
    {
        (long Sequence, string Hash) head = (sequence, hash);
        SqliteException? first = null;
        try
        {
            ObjectDisposedException.ThrowIf(broken is not null, this);
            using SqliteTransaction transaction = writer.BeginTransaction();
            try
            {
                head = InsertAll(transaction, group, head);
                transaction.Commit();
            }
            catch (SqliteException cause)
            {
                // A full disk ends the transaction by itself; rolling it back then fails in words that hide the cause.
                first = cause;
                throw;
            }
        }
        catch (Exception failure) when (failure is SqliteException or ObjectDisposedException)
        {
            broken ??= first ?? failure;
            pending.Writer.TryComplete();
            group.ForEach(append => append.Done.TrySetException(Unavailable(broken)));
            return;
        }

        (sequence, hash) = head;
        group.ForEach(append => append.Done.TrySetResult(append.LastSequence));
    }

    private (long Sequence, string Hash) InsertAll(
        SqliteTransaction transaction, List<PendingAppend> group, (long Sequence, string Hash) head)
    {
        foreach (PendingAppend append in group)
        {
            head = Insert(transaction, append, head);
        }

        return head;
    }

    private (long Sequence, string Hash) Insert(
        SqliteTransaction transaction, PendingAppend append, (long Sequence, string Hash) head)
    {
        foreach (JournalEntry entry in append.Entries)
        {
            EntryRow row = EntryRow.After(head.Hash, head.Sequence + 1, entry);
            writer.Execute(
                $"INSERT INTO entry ({EntryRow.Columns}) "
                + "VALUES (@Sequence, @Portfolio, @Kind, @Version, @At, @Payload, @Chain)",
                row,
                transaction);
            head = (row.Sequence, row.Chain);
        }

        append.LastSequence = head.Sequence;
        return head;
    }

    private sealed class PendingAppend(IReadOnlyList<JournalEntry> entries)
    {
        public IReadOnlyList<JournalEntry> Entries { get; } = entries;

        public TaskCompletionSource<long> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long LastSequence { get; set; }
    }
}

/// <summary>The answer to opening a journal. Closed: <see cref="Opened"/> or <see cref="Refused"/>.</summary>
public abstract record JournalOpening
{
    /// <summary>It can be read, and appended to once it has been replayed.</summary>
    public sealed record Opened(SqliteJournal Journal) : JournalOpening;

    /// <summary>Damaged, foreign, newer or unusable; nothing in it was changed.</summary>
    public sealed record Refused(Reason Why) : JournalOpening;
}
