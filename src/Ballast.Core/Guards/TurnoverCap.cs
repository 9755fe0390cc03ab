using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>Caps what is traded within one UTC day. Turnover is half the sum of notionals over V, as in the
/// measures.</summary>
public static class TurnoverCap
{
    /// <summary>The sum of notionals that may still be traded today, zero or more; <see langword="null"/> where there
    /// is no cap.</summary>
    /// <param name="policy">The cap.</param>
    /// <param name="memory">What was traded today.</param>
    /// <param name="value">V now.</param>
    /// <param name="now">The instant of the decision.</param>
    public static Money? Left(GuardPolicy policy, PolicyMemory memory, Money value, Instant now)
    {
        if (policy.MaxDailyTurnover is not { } cap)
        {
            return null;
        }

        // A day later than today is what a clock set back leaves; its turnover still counts.
        bool today = memory.TurnoverDay is { } day && day >= now.InUtc().Date;
        Money used = today ? memory.TurnoverToday : Money.Zero;
        return Money.Max((value * cap) - used, Money.Zero) * 2m;
    }

    /// <summary>Why nothing may be traded any more today.</summary>
    internal static Reason Spent(GuardPolicy policy, PolicyMemory memory) => new(
        "daily-turnover",
        $"{Phrase.Amount(memory.TurnoverToday)} were turned over today, the cap of "
        + $"{Phrase.Percent(policy.MaxDailyTurnover ?? 0m)} of the " +
        "portfolio is used up until midnight UTC");
}
