using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Server.Installations;

/// <summary>Where journaled time goes on after a stop: never before its last entry.</summary>
public static class JournalClock
{
    // What happened between the last entry and the end of the process (an answer, a fill at the venue) lies in this
    // minute.
    internal static readonly Duration Margin = Duration.FromMinutes(1);

    /// <summary>The instant at which journaled time goes on; <see langword="null"/> for an empty journal.</summary>
    public static async Task<Instant?> NextAsync(IJournal journal, long head, CancellationToken cancellation)
    {
        IReadOnlyList<StoredEntry> last = head == 0 ? [] : await journal.ReadAsync(head - 1, 1, cancellation);
        return last is [{ } entry] ? entry.Entry.At + Margin : null;
    }

    /// <summary>A clock that goes on after the last entry at real speed.</summary>
    public static async Task<TimeProvider> AfterAsync(
        IJournal journal, long head, TimeProvider real, CancellationToken cancellation)
    {
        Instant start = await NextAsync(journal, head, cancellation) ?? Instant.FromDateTimeOffset(real.GetUtcNow());
        return new SteadyClock(real, start.ToDateTimeOffset());
    }
}
