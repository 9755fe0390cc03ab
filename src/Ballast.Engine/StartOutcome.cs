using Ballast.Core;

namespace Ballast.Engine;

/// <summary>The answer to a start. Closed: <see cref="Started"/> or <see cref="Refused"/>.</summary>
public abstract record StartOutcome
{
    /// <summary>The journal is sound and folded; every portfolio recovers and then runs.</summary>
    public sealed record Started(int Epoch, long JournalSequence) : StartOutcome;

    /// <summary>The journal is damaged or not readable; nothing runs.</summary>
    public sealed record Refused(Reason Why) : StartOutcome;
}
