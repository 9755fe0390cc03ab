namespace Ballast.Core.Sweeps;

/// <summary>
/// What a policy's sweep gave. Closed: <see cref="Completed"/>, <see cref="Refused"/> or <see cref="Cancelled"/>.
/// </summary>
public abstract record PolicySweepOutcome
{
    /// <summary>Every setting was simulated and the best one certified.</summary>
    public sealed record Completed(PolicySweepReport Report) : PolicySweepOutcome;

    /// <summary>An input is at fault; nothing was simulated. The code begins with what to mend.</summary>
    public sealed record Refused(Reason Why) : PolicySweepOutcome;

    /// <summary>It was ended early.</summary>
    public sealed record Cancelled : PolicySweepOutcome;
}
