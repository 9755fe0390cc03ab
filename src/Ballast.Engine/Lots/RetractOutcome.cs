using Ballast.Core;

namespace Ballast.Engine.Lots;

/// <summary>The answer to a retraction. Closed: <see cref="Retracted"/> or <see cref="Refused"/>.</summary>
public abstract record RetractOutcome
{
    private RetractOutcome()
    {
    }

    /// <summary>They are as if the file had not told of them, or none where all were meant.</summary>
    /// <param name="Removed">Trades that nobody else had told: they are not known any more.</param>
    /// <param name="Reduced">Trades that the venue or another file told too: they lost what nobody else says of
    /// them.</param>
    /// <param name="Left">Trades of which the file said nothing.</param>
    public sealed record Retracted(int Removed, int Reduced, int Left) : RetractOutcome;

    /// <summary>Nothing was changed, and why: <c>no-such-account</c>, <c>no-such-trade</c>, <c>trade-ambiguous</c>,
    /// <c>not-from-a-file</c>.</summary>
    public sealed record Refused(Reason Why) : RetractOutcome;
}
