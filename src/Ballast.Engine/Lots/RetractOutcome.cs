using Ballast.Core;

namespace Ballast.Engine.Lots;

/// <summary>The answer to a retraction. Closed: <see cref="Retracted"/> or <see cref="Refused"/>.</summary>
public abstract record RetractOutcome
{
    private RetractOutcome()
    {
    }

    /// <summary>They are as if no file had told of them.</summary>
    /// <param name="Removed">Trades that nobody else had told: they are not known any more.</param>
    /// <param name="Reduced">Trades that the venue told too: they lost the fee or rate that a file had added.</param>
    /// <param name="Left">Trades of which no file said anything.</param>
    public sealed record Retracted(int Removed, int Reduced, int Left) : RetractOutcome;

    /// <summary>Nothing was changed, and why: <c>no-such-account</c>, <c>no-such-trade</c>, <c>trade-ambiguous</c>,
    /// <c>not-from-a-file</c>.</summary>
    public sealed record Refused(Reason Why) : RetractOutcome;
}
