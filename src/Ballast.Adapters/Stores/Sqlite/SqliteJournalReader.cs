using Ballast.Engine.Ports;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime.Text;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>Reads and checks a journal over a read-only connection of its own; works beside a running server.</summary>
public sealed class SqliteJournalReader
{
    private const int Batch = 1000;

    private readonly string file;

    /// <summary>Reads the journal in a file that exists.</summary>
    public SqliteJournalReader(string file) => this.file = file;

    /// <summary>Entries after a sequence number, in order, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<StoredEntry> Read(long after, int limit)
    {
        using SqliteConnection connection = JournalSchema.OpenReader(file);
        return Read(connection, after, limit);
    }

    /// <summary>The last entry's number and hash; zero and the origin's hash in an empty journal.</summary>
    public (long Sequence, string Hash) Head()
    {
        using SqliteConnection connection = JournalSchema.OpenReader(file);
        EntryRow? last = connection.QueryFirstOrDefault<EntryRow>(
            $"SELECT {EntryRow.Columns} FROM entry ORDER BY sequence DESC LIMIT 1");
        return last is null ? (0, ChainHash.Origin) : (last.Sequence, last.Chain);
    }

    /// <summary>Checks the pages of the file, the numbering and the chain of hashes.</summary>
    public JournalIntegrity Verify(CancellationToken cancellation)
    {
        try
        {
            using SqliteConnection connection = JournalSchema.OpenReader(file);
            string pages = connection.ExecuteScalar<string>("PRAGMA quick_check") ?? "no answer";
            return pages == "ok" ? VerifyChain(connection, cancellation) : new JournalIntegrity.Damaged(0, pages);
        }
        catch (SqliteException damage)
        {
            return new JournalIntegrity.Damaged(0, damage.Message);
        }
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

    private static List<StoredEntry> Read(SqliteConnection connection, long after, int limit) =>
        connection.Query<EntryRow>(
                $"SELECT {EntryRow.Columns} FROM entry WHERE sequence > @after ORDER BY sequence LIMIT @limit",
                new { after, limit })
            .Select(row => row.ToStored())
            .ToList();

    private static JournalIntegrity VerifyChain(SqliteConnection connection, CancellationToken cancellation)
    {
        long sequence = 0;
        string hash = ChainHash.Origin;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            List<EntryRow> rows = connection.Query<EntryRow>(
                $"SELECT {EntryRow.Columns} FROM entry WHERE sequence > @sequence ORDER BY sequence LIMIT {Batch}",
                new { sequence }).AsList();
            foreach (EntryRow row in rows)
            {
                if (Fault(row, sequence, hash) is { } fault)
                {
                    return fault;
                }

                (sequence, hash) = (row.Sequence, row.Chain);
            }

            if (rows.Count < Batch)
            {
                return new JournalIntegrity.Sound(sequence, hash);
            }
        }
    }

    private static JournalIntegrity.Damaged? Fault(EntryRow row, long sequence, string hash)
    {
        if (row.Sequence != sequence + 1)
        {
            return new JournalIntegrity.Damaged(
                sequence + 1, $"entry {sequence + 1} is missing, {row.Sequence} follows");
        }

        if (!InstantPattern.ExtendedIso.Parse(row.At).Success)
        {
            return new JournalIntegrity.Damaged(row.Sequence, $"entry {row.Sequence} has no readable time");
        }

        return ChainHash.Of(hash, row.Sequence, row.ToStored().Entry) == row.Chain
            ? null
            : new JournalIntegrity.Damaged(
                row.Sequence, $"entry {row.Sequence} is not what was written: its hash does not match");
    }
}
