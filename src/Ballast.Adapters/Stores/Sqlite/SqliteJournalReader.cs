using Ballast.Engine.Ports;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>Reads and checks a journal over a read-only connection of its own; works beside a running server.</summary>
public sealed class SqliteJournalReader
{
    private readonly string file;

    /// <summary>Reads the journal in a file that exists.</summary>
    public SqliteJournalReader(string file) => this.file = file;

    /// <summary>The layout of a file that a newer program wrote; <see langword="null"/> where this one knows it, and
    /// where the file is no database at all, which whoever reads it finds out.</summary>
    public long? NewerLayout()
    {
        try
        {
            using SqliteConnection connection = JournalSchema.OpenReader(file);
            return JournalSchema.VersionOf(connection) is var version and > JournalSchema.Version ? version : null;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    /// <summary>Entries after a sequence number, in order, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<StoredEntry> Read(long after, int limit)
    {
        using SqliteConnection connection = JournalSchema.OpenReader(file);
        return [.. Rows(connection, after, limit).Select(row => row.ToStored())];
    }

    /// <summary>The last entry's number and hash; zero and the origin's hash in an empty journal.</summary>
    public (long Sequence, string Hash) Head()
    {
        using SqliteConnection connection = JournalSchema.OpenReader(file);
        return Newest(connection) is [{ } last, ..] ? (last.Sequence, last.Chain) : (0, ChainHash.Origin);
    }

    /// <summary>Checks the pages of the file, the numbering and the chain of hashes.</summary>
    public JournalIntegrity Verify(CancellationToken cancellation) => Replay(_ => { }, cancellation);

    /// <summary>Checks the same, and hands on every entry that was found sound, in order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, or what <paramref name="take"/> throws.</exception>
    public JournalIntegrity Replay(Action<StoredEntry> take, CancellationToken cancellation) =>
        JournalReplay.Run(file, take, cancellation);

    /// <summary>Checks the last entry alone: whether there is a number and a hash from which a journal can be gone on
    /// with.</summary>
    internal JournalIntegrity VerifyHead()
    {
        using SqliteConnection connection = JournalSchema.OpenReader(file);
        List<EntryRow> newest = Newest(connection);
        if (newest.Count == 0)
        {
            return ChainCheck.FromOrigin().Sound;
        }

        ChainCheck chain = newest.Count == 2 ? ChainCheck.From(newest[1]) : ChainCheck.FromOrigin();
        return chain.Advance(newest[0]) is { } damage ? damage : chain.Sound;
    }

    /// <summary>Copies the journal, consistent at one moment, to a new file on stable storage.</summary>
    /// <exception cref="IOException">The target exists or cannot be written.</exception>
    public void BackUp(string target)
    {
        if (File.Exists(target))
        {
            throw new IOException($"{target} exists already");
        }

        string partial = target + ".partial";
        File.Delete(partial);
        using (SqliteConnection source = JournalSchema.OpenReader(file))
        {
            source.Execute("VACUUM INTO @partial", new { partial });
        }

        using (FileStream stream = new(partial, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, target);
    }

    internal static List<EntryRow> Rows(SqliteConnection connection, long after, int limit) => Rows(
        connection, "WHERE sequence > $from ORDER BY sequence LIMIT $limit", after, limit);

    // The last two entries, newest first, or fewer where there are fewer.
    private static List<EntryRow> Newest(SqliteConnection connection) => Rows(
        connection, "WHERE sequence > $from ORDER BY sequence DESC LIMIT $limit", long.MinValue, 2);

    private static List<EntryRow> Rows(SqliteConnection connection, string which, long from, int limit)
    {
        using SqliteCommand query = connection.CreateCommand();
        query.CommandText = $"SELECT {EntryRow.Columns} FROM entry {which}";
        query.Parameters.AddWithValue("$from", from);
        query.Parameters.AddWithValue("$limit", limit);
        using SqliteDataReader reader = query.ExecuteReader();
        List<EntryRow> rows = [];
        while (reader.Read())
        {
            rows.Add(EntryRow.Of(reader));
        }

        return rows;
    }
}
