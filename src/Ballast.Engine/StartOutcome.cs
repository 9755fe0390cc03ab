using Ballast.Core;

namespace Ballast.Engine;

/// <summary>The answer to a start. Closed: <see cref="Started"/> or <see cref="Refused"/>.</summary>
public abstract record StartOutcome
{
    /// <summary>What to do about a damaged journal.</summary>
    public const string RestoreBackup =
        "keep the files and restore the last backup into another directory; nothing was changed";

    /// <summary>What to do about a journal of a newer version.</summary>
    public const string UseNewer = "run the ballast that wrote it, or a newer one; nothing was changed";

    /// <summary>The journal is sound and folded; every portfolio recovers and then runs.</summary>
    public sealed record Started(int Epoch, long JournalSequence) : StartOutcome;

    /// <summary>The journal is damaged or not readable; nothing runs.</summary>
    /// <param name="Why">What is wrong with it.</param>
    /// <param name="WayOut">What a person can do, starting with a verb.</param>
    public sealed record Refused(Reason Why, string WayOut) : StartOutcome;
}
