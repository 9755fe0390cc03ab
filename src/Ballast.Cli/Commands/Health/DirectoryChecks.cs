using System.Diagnostics;
using System.Globalization;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Cli.Client;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;

namespace Ballast.Cli.Commands.Health;

/// <summary>
/// Checks of the data directory. They leave nothing behind, also where the directory does not exist yet.
/// </summary>
internal static class DirectoryChecks
{
    private const long Scarce = 1L << 30;
    private const long Exhausted = 100L << 20;

    /// <summary>Whether files can be written there.</summary>
    public static Symptom Writable(string directory)
    {
        if (File.Exists(directory))
        {
            return Symptom.Broken("data directory", $"{directory} is a file", "choose another with --data");
        }

        string existing = NearestExisting(directory);
        string probe = Path.Combine(existing, $".ballast-doctor-{Environment.ProcessId}");
        try
        {
            using (FileStream stream = new(
                probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                stream.WriteByte(0);
                stream.Flush(flushToDisk: true);
            }

            return Symptom.Well(
                "data directory", existing == directory ? directory : $"{directory} (created at the first start)");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Symptom.Broken(
                "data directory",
                $"{existing} cannot be written ({refusal.Message.TrimEnd('.')})",
                "choose another with --data, or mend its permissions");
        }
    }

    /// <summary>Room on its disk.</summary>
    public static Symptom Space(string directory)
    {
        long free = new DriveInfo(NearestExisting(directory)).AvailableFreeSpace;
        string room = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB free");
        return free switch
        {
            < Exhausted =>
                Symptom.Broken("disk", room, "make room; without it the journal cannot be written and trading stops"),
            < Scarce => Symptom.Doubtful("disk", room, "make room; trading stops when the journal cannot be written"),
            _ => Symptom.Well("disk", room),
        };
    }

    /// <summary>The journal's pages, numbering and hashes, and whether this version understands every entry.</summary>
    public static Symptom Journal(string directory, CancellationToken cancellation) =>
        JournalFile.Find(directory) switch
        {
            JournalFinding.Missing => Symptom.Well("journal", "none yet"),
            JournalFinding.Unreadable unreadable => Symptom.Broken("journal", unreadable.Cause, unreadable.WayOut),
            JournalFinding.There there => Read(new SqliteJournalReader(there.File), cancellation),
            _ => throw new UnreachableException(),
        };

    private static Symptom Read(SqliteJournalReader journal, CancellationToken cancellation)
    {
        var codec = new JournalCodec(JournalUpgrades.Current);
        try
        {
            return journal.Replay(entry => codec.Decode(entry), cancellation) switch
            {
                JournalIntegrity.Sound sound =>
                    Symptom.Well("journal", $"{sound.Entries} entries, sound; head {sound.HeadHash[..12]}"),
                JournalIntegrity.Damaged damaged => Symptom.Broken(
                    "journal",
                    $"damaged at entry {damaged.FirstBadSequence}: {damaged.What}",
                    StartOutcome.RestoreBackup),
                _ => throw new UnreachableException(),
            };
        }
        catch (JournalUnreadableException unreadable)
        {
            return Symptom.Broken(
                "journal",
                unreadable.Message,
                unreadable is JournalNewerException ? StartOutcome.UseNewer : StartOutcome.RestoreBackup);
        }
    }

    private static string NearestExisting(string directory)
    {
        string path = Path.GetFullPath(directory);
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent)
        {
            path = parent;
        }

        return path;
    }
}
