using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Decisions;

/// <summary>When checks are due.</summary>
public static class CheckCadence
{
    /// <summary>
    /// When the next check is due: at once if there has been none or one was missed, otherwise at the next multiple
    /// of <c>checkEvery</c> since 1970-01-01T00:00Z after the last decision. Loops sleep until then.
    /// </summary>
    /// <returns><paramref name="now"/> when a check is due, an instant after it otherwise.</returns>
    public static Instant NextCheck(Policy policy, PolicyMemory memory, Instant now)
    {
        if (policy.Trigger.CheckEvery is not { } step || memory.LastDecisionAt is not { } last)
        {
            return now;
        }

        Instant next = StartOf(last, step) + step;
        return next > now ? next : now;
    }

    /// <summary>The start of the step, counted from 1970-01-01T00:00Z, that an instant lies in.</summary>
    /// <param name="instant">Not before 1970.</param>
    /// <param name="step">Above zero.</param>
    internal static Instant StartOf(Instant instant, Duration step)
    {
        long stepNanoseconds = step.ToInt64Nanoseconds();
        long since = (instant - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
        return NodaConstants.UnixEpoch + Duration.FromNanoseconds(since / stepNanoseconds * stepNanoseconds);
    }
}
