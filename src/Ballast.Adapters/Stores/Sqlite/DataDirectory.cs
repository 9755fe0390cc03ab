using System.Globalization;
using Ballast.Core;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>
/// The directory that holds everything one installation knows, held by one process at a time. The lock is the kernel's
/// and goes with
/// the process, so a killed process leaves nothing to clean up.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private const string LockName = "ballast.lock";

    // Apart from the lock file, which nobody else can open while it is held.
    private const string OwnerName = "ballast.pid";

    private readonly FileStream held;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Where the journal is.</summary>
    public string JournalFile => JournalFileIn(Path);

    /// <summary>Where the journal of a data directory is, for readers that do not hold the lock.</summary>
    public static string JournalFileIn(string directory) => System.IO.Path.Combine(directory, "journal.db");

    /// <summary>The files by which a data directory is held.</summary>
    public static IReadOnlyList<string> LockFilesIn(string directory) =>
        [System.IO.Path.Combine(directory, LockName), System.IO.Path.Combine(directory, OwnerName)];

    /// <summary>Creates the directory if needed and takes its lock, without waiting.</summary>
    public static DirectoryOutcome Acquire(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        string lockFile = System.IO.Path.Combine(full, LockName);
        try
        {
            Directory.CreateDirectory(full);
            FileStream stream = new(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(
                System.IO.Path.Combine(full, OwnerName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DirectoryOutcome.Acquired(new DataDirectory(full, stream));
        }
        catch (UnauthorizedAccessException refusal)
        {
            return Refused("data-directory-read-only",
                $"{full} cannot be written ({refusal.Message}); choose another with --data");
        }
        catch (IOException refusal) when (IsSharingViolation(refusal))
        {
            return Refused(
                "data-directory-in-use",
                $"{full} is in use by another ballast{Owner(full)}; "
                + "stop that one or choose another directory with --data");
        }
        catch (IOException refusal)
        {
            return Refused(
                "data-directory-unusable", $"{full} cannot be used ({refusal.Message}); choose another with --data");
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => held.Dispose();

    private static DirectoryOutcome.Refused Refused(string code, string sentence) =>
        new(new Reason(code, sentence));

    // EWOULDBLOCK (11 on Linux) is what the runtime reports when another process holds the file's lock; Windows says 32
    // or 33.
    private static bool IsSharingViolation(IOException refusal) => (refusal.HResult & 0xFFFF) is 11 or 32 or 33;

    private static string Owner(string directory)
    {
        string file = System.IO.Path.Combine(directory, OwnerName);

        // Whose it is only decorates the message; that it is taken is already known.
        return File.Exists(file) ? $" (process {File.ReadAllText(file)})" : "";
    }
}

/// <summary>The answer to asking for a data directory. Closed: <see cref="Acquired"/> or
/// <see cref="Refused"/>.</summary>
public abstract record DirectoryOutcome
{
    /// <summary>It is ours until disposed.</summary>
    public sealed record Acquired(DataDirectory Directory) : DirectoryOutcome;

    /// <summary>It cannot be had, with the cause and a way out.</summary>
    public sealed record Refused(Reason Why) : DirectoryOutcome;
}
