namespace Ballast.Server.Installations;

/// <summary>Everything that runs for one data directory.</summary>
public sealed class Installation
{
    /// <summary>The journal.</summary>
    public required WatchedJournal Journal { get; init; }
}
