using System.Collections.Immutable;
using Ballast.Adapters.Stores.Sqlite;

namespace Ballast.Server.Installations;

/// <summary>What a data directory held before a start, so that a start that fails leaves nothing of its own
/// behind.</summary>
internal sealed record DirectoryBefore
{
    private readonly string directory;
    private readonly bool existed;
    private readonly ImmutableArray<string> missing;

    private DirectoryBefore(string directory)
    {
        this.directory = directory;
        existed = Directory.Exists(directory);
        missing = [.. OwnFiles(directory).Where(file => !File.Exists(file))];
    }

    /// <summary>Looks.</summary>
    public static DirectoryBefore Of(string directory) => new(Path.GetFullPath(directory));

    /// <summary>Takes away what the start has made. To be called while the directory is held and its journal is
    /// closed.</summary>
    public void Restore()
    {
        foreach (string file in missing)
        {
            File.Delete(file);
        }

        if (!existed && !Directory.EnumerateFileSystemEntries(directory).Any())
        {
            Directory.Delete(directory);
        }
    }

    private static IEnumerable<string> OwnFiles(string directory)
    {
        string journal = DataDirectory.JournalFileIn(directory);
        return [journal, journal + "-wal", journal + "-shm", .. DataDirectory.LockFilesIn(directory)];
    }
}
