using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>How long triggers wait after a run: the cooldown for drift, the least interval for all but emergencies and
/// people.</summary>
public static class WaitingTime
{
    /// <summary>What still holds a trigger back, or <see langword="null"/> where nothing does. Both ends have passed at
    /// their own instant.</summary>
    /// <param name="policy">Cooldown and least interval.</param>
    /// <param name="memory">When the last run was.</param>
    /// <param name="patience">What the trigger waits for.</param>
    /// <param name="now">The instant of the decision.</param>
    public static Wait? Left(Policy policy, PolicyMemory memory, Patience patience, Instant now)
    {
        if (patience == Patience.None || memory.LastRunAt is not { } run)
        {
            return null;
        }

        Duration interval = policy.Guards.MinInterval;
        Duration cooldown = patience == Patience.Cooldown ? policy.Trigger.Cooldown : Duration.Zero;
        (Duration longest, string code, string name) = cooldown > interval
            ? (cooldown, "cooldown", "the cooldown")
            : (interval, "min-interval", "the least interval between runs");
        return run + longest > now ? new Wait(code, name, run + longest) : null;
    }
}

/// <summary>What a trigger waits for.</summary>
public enum Patience
{
    /// <summary>Nothing: emergencies, people, the first purchase.</summary>
    None = 0,

    /// <summary>The least interval between runs.</summary>
    Interval = 1,

    /// <summary>The cooldown and the least interval.</summary>
    Cooldown = 2,
}
