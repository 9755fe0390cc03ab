using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues;

/// <summary>
/// The wishes to wait of all venues that are asked from one installation. They outlive the process: a venue that has
/// banned an address bans it for longer when a program that was started again asks before its time. Safe from any
/// thread.
/// </summary>
public sealed partial class VenueHolds
{
    // No program is started again within so short a while.
    private static readonly TimeSpan LeastKept = TimeSpan.FromSeconds(2);

    // A wish that was written down and cannot be read.
    private static readonly TimeSpan Unreadable = TimeSpan.FromMinutes(1);

    private readonly TimeProvider machine;
    private readonly string? directory;
    private readonly ILogger? log;
    private readonly ConcurrentDictionary<string, VenueHold> holds = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Wishes that end with this process.</summary>
    /// <param name="machine">The machine's clock.</param>
    public VenueHolds(TimeProvider machine) => this.machine = machine;

    /// <summary>Wishes that are kept.</summary>
    /// <param name="machine">The machine's clock.</param>
    /// <param name="directory">Where one small file is written for each venue; made with the first of them. Their
    /// names tell nothing of the venue's address, which may hold a key.</param>
    /// <param name="log">Hears of what could not be written.</param>
    public VenueHolds(TimeProvider machine, string directory, ILogger log)
        : this(machine) => (this.directory, this.log) = (directory, log);

    /// <summary>The wish of one venue.</summary>
    /// <param name="venue">Names what counts our requests together, such as a host.</param>
    internal VenueHold Of(string venue) => holds.GetOrAdd(venue, name =>
    {
        if (directory is null)
        {
            return new VenueHold(machine);
        }

        string file = Path.Combine(directory, FileNameOf(name));
        return new VenueHold(machine, LeftIn(file), wait => Keep(file, wait));
    });

    private static string FileNameOf(string venue) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(venue.ToUpperInvariant())))[..16];

    private TimeSpan LeftIn(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return TimeSpan.Zero;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unreadable;
        }

        string[] parts = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || TimeOf(parts[0]) is not { } at || TimeOf(parts[1]) is not { } until)
        {
            return Unreadable;
        }

        // A clock that was set back since must not make the wish longer than it was.
        DateTimeOffset now = machine.GetUtcNow();
        return until - (now < at ? at : now);
    }

    private void Keep(string file, TimeSpan wait)
    {
        if (wait < LeastKept)
        {
            return;
        }

        DateTimeOffset now = machine.GetUtcNow();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            string partial = $"{file}.{Environment.ProcessId}.partial";
            using (FileStream stream = File.Create(partial))
            {
                stream.Write(Encoding.ASCII.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{now:O} {now + wait:O}\n")));
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            NotKept(log!, file, refused);
        }
    }

    private static DateTimeOffset? TimeOf(string text) => DateTimeOffset.TryParseExact(
        text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "a venue's wish to wait could not be written to {File}: a restart before it has passed will ask it")]
    private static partial void NotKept(ILogger log, string file, Exception refused);
}
