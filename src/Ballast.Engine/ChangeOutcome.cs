using Ballast.Core;

namespace Ballast.Engine;

/// <summary>The answer to a change asked for. Closed: <see cref="Done"/> or <see cref="Refused"/>.</summary>
public abstract record ChangeOutcome
{
    /// <summary>It is in the journal.</summary>
    public sealed record Done : ChangeOutcome;

    /// <summary>
    /// It is not, and why: <c>no-such-portfolio</c>, <c>portfolio-exists</c>, <c>account-taken</c>,
    /// <c>no-such-account</c>, ...
    /// </summary>
    public sealed record Refused(Reason Why) : ChangeOutcome;
}
