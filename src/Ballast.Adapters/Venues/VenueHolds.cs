using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues;

/// <summary>
/// The wishes to wait of all venues that are asked from one installation. They outlive the process, and all processes
/// of the installation hear of them: a venue that has banned an address bans it for longer when somebody asks before
/// its time. Safe from any thread.
/// </summary>
public sealed class VenueHolds
{
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

    /// <summary>This running of the machine; <see langword="null"/> where it has no name.</summary>
    internal string? Boot { get; init; } = MachineBoot.Name;

    /// <summary>The wish of one venue.</summary>
    /// <param name="venue">Names what counts our requests together, such as a host.</param>
    internal VenueHold Of(string venue) => holds.GetOrAdd(venue, name => directory is null
        ? new VenueHold(machine)
        : new VenueHold(machine, new HoldFile(Path.Combine(directory, FileNameOf(name)), machine, Boot, log!)));

    private static string FileNameOf(string venue) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(venue.ToUpperInvariant())))[..16];
}
