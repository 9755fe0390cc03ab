using System.Diagnostics;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Cli.Frame;
using Ballast.Engine;

namespace Ballast.Cli.Client;

/// <summary>The journal of a data directory, for commands that need one to be there.</summary>
internal static class JournalFile
{
    /// <summary>Goes on where it is there and can be read, or says why not.</summary>
    public static async Task<ExitCode> WhereThereAsync(
        string directory, CommandOutput output, Func<Task<ExitCode>> goOn) => Find(directory) switch
        {
            JournalFinding.Missing missing => output.Fail(ExitCode.BadInput, missing.Cause, missing.WayOut),
            JournalFinding.Unreadable unreadable =>
                output.Fail(ExitCode.Refused, unreadable.Cause, unreadable.WayOut),
            JournalFinding.There => await goOn(),
            _ => throw new UnreachableException(),
        };

    /// <summary>Finds it and tries to open it: a file that may not be read is not a damaged one, nor is one that a
    /// newer program wrote.</summary>
    public static JournalFinding Find(string directory)
    {
        string file = DataDirectory.JournalFileIn(directory);
        try
        {
            using FileStream probe = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (probe.Length == 0)
            {
                return new JournalFinding.Unreadable(
                    $"{file} is empty: the journal is missing", "restore the last backup, or choose another --data");
            }
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new JournalFinding.Missing(
                $"there is no journal in {directory}", "name another with --data, or begin one with 'ballast serve'");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return new JournalFinding.Unreadable(
                $"{file} cannot be read ({refusal.Message.TrimEnd('.')})",
                "run this as the user who runs the server, or mend its permissions");
        }

        return new SqliteJournalReader(file).NewerLayout() is { } layout
            ? new JournalFinding.Unreadable(
                $"{file} was written by a newer ballast (layout {layout})", StartOutcome.UseNewer)
            : new JournalFinding.There(file);
    }
}

/// <summary>What was found. Closed: <see cref="There"/>, <see cref="Missing"/> or <see cref="Unreadable"/>.</summary>
internal abstract record JournalFinding
{
    /// <summary>It can be opened.</summary>
    public sealed record There(string File) : JournalFinding;

    /// <summary>Nothing was ever written there.</summary>
    public sealed record Missing(string Cause, string WayOut) : JournalFinding;

    /// <summary>It is there, and this user may not or this version cannot read it.</summary>
    public sealed record Unreadable(string Cause, string WayOut) : JournalFinding;
}
