using Ballast.PaperExchange.Stores;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>The journal's table and the pragmas of its connections.</summary>
internal static class JournalSchema
{
    /// <summary>The layout this program writes; kept in <c>user_version</c>.</summary>
    public const int Version = 1;

    // "BLST": tells a journal from any other SQLite file.
    private const int ApplicationId = 0x424C5354;

    /// <summary>Opens the one connection that writes and checkpoints. Changes nothing yet: the file may be another
    /// program's.</summary>
    public static SqliteConnection OpenWriter(string file)
    {
        SqliteConnection connection = Open(file, SqliteOpenMode.ReadWriteCreate);
        connection.Execute("PRAGMA busy_timeout=2000;");
        return connection;
    }

    /// <summary>Sets how a file that is ours is written.</summary>
    public static void Prepare(SqliteConnection connection) =>
        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");

    /// <summary>Opens a connection that only reads.</summary>
    public static SqliteConnection OpenReader(string file)
    {
        SqliteConnection connection = Open(file, SqliteOpenMode.ReadOnly);
        connection.Execute("PRAGMA busy_timeout=2000;");
        return connection;
    }

    /// <summary>The layout's version in the file; zero for an empty file.</summary>
    public static long VersionOf(SqliteConnection connection) => connection.ExecuteScalar<long>("PRAGMA user_version");

    /// <summary>Whether the file is a journal or still empty.</summary>
    public static bool IsOurs(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("PRAGMA application_id") == ApplicationId
        || connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master") == 0;

    /// <summary>Creates the table in an empty file, all or nothing.</summary>
    public static void Create(SqliteConnection connection) => connection.Execute(
        $"""
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS entry (
            sequence  INTEGER PRIMARY KEY,
            portfolio TEXT NOT NULL,
            kind      TEXT NOT NULL,
            version   INTEGER NOT NULL,
            at        TEXT NOT NULL,
            payload   TEXT NOT NULL,
            chain     TEXT NOT NULL
        );
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {Version};
        COMMIT;
        """);

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        // Before the first connection of any kind: a library chosen later would own some functions and not others.
        SqliteLibrary.Load();
        SqliteConnectionStringBuilder settings = new() { DataSource = file, Mode = mode, Pooling = false };
        SqliteConnection connection = new(settings.ToString());
        connection.Open();
        return connection;
    }
}
