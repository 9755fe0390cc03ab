using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>What must hold before anything is sent; <see langword="null"/> means no such guard.</summary>
public sealed record GuardPolicy
{
    /// <summary>Oldest price a plan may rest on. Default 60 s; not applied in backtests.</summary>
    public Duration MaxPriceAge { get; init; } = Duration.FromSeconds(60);

    /// <summary>
    /// Largest jump from the last accepted price without a second source. Default 25 %; not applied in backtests.
    /// </summary>
    public decimal MaxPriceJump { get; init; } = 0.25m;

    /// <summary>Largest single order.</summary>
    public Money? MaxOrderNotional { get; init; }

    /// <summary>Largest turnover per UTC day, as a fraction of the portfolio.</summary>
    public decimal? MaxDailyTurnover { get; init; }

    /// <summary>Least time between runs; holds all but emergency and manual.</summary>
    public Duration MinInterval { get; init; } = Duration.Zero;

    /// <summary>Loss since the session's start, flow-neutral, that latches the breaker.</summary>
    public decimal? SessionLoss { get; init; }

    /// <summary>Length of a session, anchored to UTC. Default one day.</summary>
    public Duration Session { get; init; } = Duration.FromDays(1);
}
