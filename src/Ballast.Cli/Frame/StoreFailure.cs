using Ballast.Engine.Ports;
using Microsoft.Data.Sqlite;

namespace Ballast.Cli.Frame;

/// <summary>What a store's refusal means to a person, and what can be done about it.</summary>
/// <param name="Cause">What is wrong, without a full stop.</param>
/// <param name="WayOut">What to do, starting with a verb.</param>
internal sealed record StoreFailure(string Cause, string WayOut)
{
    private const string CheckPath = "check the path, its permissions and the space on the disk";

    /// <summary>Interprets an exception; <see langword="null"/> where it is not a store's.</summary>
    public static StoreFailure? Of(Exception exception) => exception switch
    {
        SqliteException refusal => Of(refusal),
        JournalUnavailableException { InnerException: SqliteException refusal } => Of(refusal),
        JournalUnavailableException unavailable => new StoreFailure(unavailable.Message, CheckPath),
        IOException { InnerException: SqliteException refusal } named =>
            new StoreFailure(named.Message, Of(refusal).WayOut),
        IOException or UnauthorizedAccessException => new StoreFailure(exception.Message, CheckPath),
        _ => null,
    };

    // The primary result codes of SQLite, https://sqlite.org/rescode.html.
    private static StoreFailure Of(SqliteException refusal) => refusal.SqliteErrorCode switch
    {
        5 or 6 => new StoreFailure("another program holds a file of the data directory", "stop it and run this again"),
        8 => new StoreFailure("a file of the data directory cannot be written", "mend its permissions"),
        10 => new StoreFailure($"the disk failed ({refusal.Message})", "check the disk and the system's log"),
        11 or 26 => new StoreFailure(
            $"a file of the data directory is damaged ({refusal.Message})",
            "see 'ballast doctor' and restore a backup; nothing was changed"),
        13 => new StoreFailure(
            "the disk is full",
            "make room and run this again; what was acknowledged is on it and nothing else was sent"),
        14 => new StoreFailure("a database file cannot be opened", CheckPath),
        _ => new StoreFailure($"the store refused ({refusal.Message})", CheckPath),
    };
}
