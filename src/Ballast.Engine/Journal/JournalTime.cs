using NodaTime;

namespace Ballast.Engine.Journal;

/// <summary>The clock's instants as the journal writes them: whole milliseconds, as venues do.</summary>
internal static class JournalTime
{
    public static Instant ToInstantOfJournal(this DateTimeOffset now) =>
        Instant.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
}
