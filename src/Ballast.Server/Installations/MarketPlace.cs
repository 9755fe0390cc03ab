using System.Globalization;
using NodaTime;

namespace Ballast.Server.Installations;

/// <summary>Where a market was begun and when it goes on.</summary>
/// <param name="Directory">The data directory.</param>
/// <param name="Record">The market it was begun with; <see langword="null"/> in a new one.</param>
/// <param name="Next">When journaled time goes on; <see langword="null"/> where nothing was journaled.</param>
internal sealed record MarketPlace(string Directory, MarketRecord? Record, Instant? Next)
{
    // A server waits for time to catch up, unless that is so long that a person should know.
    private static readonly Duration LongestWait = Duration.FromHours(1);

    /// <summary>How far a clock stands before the last entry, in words; <see langword="null"/> where it does not, or
    /// where a server can wait for time to catch up. A single pass has no time for that.</summary>
    public string? Lag(TimeProvider clock, InstallationPace pace)
    {
        return Next - JournalClock.Margin - Instant.FromDateTimeOffset(clock.GetUtcNow()) is { } behind
            && behind > (pace == InstallationPace.Server ? LongestWait : Duration.Zero)
            ? behind.ToString("D' d 'hh' h 'mm' min 'ss' s'", CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Writes the record down unless it says so already.</summary>
    public void Keep(MarketRecord record)
    {
        if (!ReferenceEquals(record, Record))
        {
            record.WriteTo(Directory);
        }
    }
}
