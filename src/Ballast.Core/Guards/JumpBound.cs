using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>
/// How far a price may be from the last accepted one and still be believed of a single source. Prices spread with the
/// square root of time (Bachelier, 1900), so what is a jump after an hour is a move after a day: the policy's limit
/// holds for one check interval, and after n of them its square root of n-fold, up to 24 of them. What lies further
/// away never becomes plausible by waiting; and once a source has told of a jump for so long, it is not believed either
/// when it comes back: a symbol may have been given to another coin meanwhile.
/// </summary>
/// <param name="Lowest">The lowest plausible price.</param>
/// <param name="Highest">The highest plausible price.</param>
public sealed record JumpBound(Price Lowest, Price Highest)
{
    /// <summary>Beyond this many intervals more time makes nothing more plausible.</summary>
    public const int MostIntervals = 24;

    /// <summary>The least interval for which the limit is meant, however often a policy looks.</summary>
    public static Duration LeastInterval { get; } = Duration.FromHours(1);

    /// <summary>The longest interval for which the limit is meant, however seldom a policy looks.</summary>
    public static Duration LongestInterval { get; } = Duration.FromDays(1);

    /// <summary>The bound around an accepted price, or <see langword="null"/> where no single source is believed any
    /// more.</summary>
    /// <param name="policy">Its largest jump, for one <c>checkEvery</c>, but no less than an hour and no more than a
    /// day.</param>
    /// <param name="last">The price last accepted; where its time is unknown, one interval is taken to have
    /// passed.</param>
    /// <param name="now">The instant of the judgement.</param>
    public static JumpBound? Around(Policy policy, AcceptedPrice last, Instant now)
    {
        decimal intervals = Intervals(policy, last, now);
        if (last.IsDoubted && intervals > MostIntervals)
        {
            return null;
        }

        decimal limit = policy.Guards.MaxPriceJump;
        decimal spread = limit * SquareRoot.Of(Math.Clamp(intervals, 1m, MostIntervals));

        // Divided rather than subtracted, so that no number of intervals allows a fall to zero; one of them allows a
        // fall by the limit itself.
        decimal kept = Math.Max(1m - limit, 0m);
        return new JumpBound(
            new Price(last.Price.Value * kept / (kept + spread)), new Price(last.Price.Value * (1m + spread)));
    }

    /// <summary>Whether a price lies within it, both ends included.</summary>
    public bool Holds(Price price) => price.Value >= Lowest.Value && price.Value <= Highest.Value;

    private static decimal Intervals(Policy policy, AcceptedPrice last, Instant now)
    {
        if (last.At is not { } at)
        {
            return 1m;
        }

        Duration check = policy.Trigger.CheckEvery ?? Duration.Zero;
        Duration interval = Duration.Min(Duration.Max(check, LeastInterval), LongestInterval);
        long passed = (now - at).BclCompatibleTicks;
        return (decimal)passed / interval.BclCompatibleTicks;
    }
}
