using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>
/// Runs in a row under one policy and on the same holdings of which no order had an effect. Any change of a ledger ends
/// the series; a restart does not.
/// </summary>
/// <param name="PolicyHash">The policy that planned them.</param>
/// <param name="Count">How many have ended; zero while the first is under way.</param>
/// <param name="Until">Before this instant no other one is begun.</param>
public sealed record EmptySeries(string PolicyHash, int Count, Instant Until)
{
    private static readonly Duration FirstWait = Duration.FromSeconds(10);
    private static readonly Duration LongestWait = Duration.FromHours(1);

    /// <summary>The series after one more: each wait is twice the last.</summary>
    public EmptySeries Longer(Instant now) => this with
    {
        Count = Count + 1,
        Until = now + Duration.Min(FirstWait * Math.Pow(2, Math.Min(Count, 20)), LongestWait),
    };
}
