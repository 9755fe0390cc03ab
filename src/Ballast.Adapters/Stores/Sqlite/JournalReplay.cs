using System.Collections.Concurrent;
using Ballast.Engine.Ports;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>
/// One pass over a journal: its pages are checked, then every entry is read once, checked and handed on. Reading and
/// checking run a little ahead of whoever takes the entries, on a thread of their own.
/// </summary>
internal sealed class JournalReplay : IDisposable
{
    private const int Batch = 500;
    private const int BatchesAhead = 16;

    private readonly string file;
    private readonly CancellationTokenSource stop;
    private readonly BlockingCollection<List<StoredEntry>> ahead = new(BatchesAhead);

    private JournalReplay(string file, CancellationToken cancellation)
    {
        this.file = file;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>Hands every sound entry on, in order, on this thread; stops at the first that is not.</summary>
    public static JournalIntegrity Run(string file, Action<StoredEntry> take, CancellationToken cancellation)
    {
        using JournalReplay replay = new(file, cancellation);
        return replay.Run(take);
    }

    public void Dispose()
    {
        stop.Dispose();
        ahead.Dispose();
    }

    private JournalIntegrity Run(Action<StoredEntry> take)
    {
        Task<JournalIntegrity> checking = Task.Run(Check, CancellationToken.None);
        try
        {
            foreach (List<StoredEntry> batch in ahead.GetConsumingEnumerable(CancellationToken.None))
            {
                batch.ForEach(take);
            }
        }
        finally
        {
            // Whoever takes may have thrown: the other thread must not outlive this call. Its own answer, or what it
            // threw, is for the line below.
            stop.Cancel();
            Task.WaitAny([checking], CancellationToken.None);
        }

        return checking.GetAwaiter().GetResult();
    }

    private JournalIntegrity Check()
    {
        try
        {
            using SqliteConnection connection = JournalSchema.OpenReader(file);
            string pages = connection.ExecuteScalar<string>("PRAGMA quick_check") ?? "no answer";
            return pages == "ok" ? CheckRows(connection) : new JournalIntegrity.Damaged(0, pages);
        }
        catch (SqliteException damage)
        {
            return new JournalIntegrity.Damaged(0, damage.Message);
        }
        finally
        {
            ahead.CompleteAdding();
        }
    }

    // Page by page, so that a check beside a running server holds no snapshot that would keep its log from shrinking.
    private JournalIntegrity CheckRows(SqliteConnection connection)
    {
        ChainCheck chain = ChainCheck.FromOrigin();
        List<EntryRow> rows;
        do
        {
            rows = SqliteJournalReader.Rows(connection, chain.Sequence, Batch);
            List<StoredEntry> sound = new(rows.Count);
            foreach (EntryRow row in rows)
            {
                if (chain.Advance(row) is { } damage)
                {
                    return damage;
                }

                sound.Add(row.ToStored());
            }

            ahead.Add(sound, stop.Token);
        }
        while (rows.Count == Batch);
        return chain.Sound;
    }
}
