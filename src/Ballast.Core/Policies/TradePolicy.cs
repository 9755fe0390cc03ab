using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>How a plan is made.</summary>
public sealed record TradePolicy
{
    /// <summary>Which assets take part. Default whole.</summary>
    public PlanScope Scope { get; init; } = PlanScope.Whole;

    /// <summary>How deposits and withdrawals are used. Default first.</summary>
    public FlowUse Flows { get; init; } = FlowUse.First;

    /// <summary>The owner's smallest trade in quote currency; zero where there is none.</summary>
    public Money MinNotional { get; init; }

    /// <summary>Units kept aside per asset, never spent.</summary>
    public ImmutableSortedDictionary<Asset, Quantity> Reserve { get; init; } =
        ImmutableSortedDictionary<Asset, Quantity>.Empty;
}

/// <summary>Which assets take part in a plan.</summary>
public enum PlanScope
{
    /// <summary>All of them.</summary>
    Whole = 0,

    /// <summary>Those outside their band, and the counterpart that pays for them.</summary>
    Breaching = 1,
}

/// <summary>How deposits and withdrawals are used.</summary>
public enum FlowUse
{
    /// <summary>Before anything is sold to buy something else.</summary>
    First = 0,

    /// <summary>As the only source of trades.</summary>
    Only = 1,

    /// <summary>Not treated apart.</summary>
    Off = 2,
}

/// <summary>How orders are sent.</summary>
public sealed record ExecutionPolicy
{
    /// <summary>Default market.</summary>
    public ExecutionStyle Style { get; init; } = ExecutionStyle.Market;

    /// <summary>Collar around the expected price, and depth looked at; default 50 bp.</summary>
    public decimal MaxSlippageBps { get; init; } = 50m;

    /// <summary>How long a limit order rests. Default 90 s.</summary>
    public Duration LimitTimeout { get; init; } = Duration.FromSeconds(90);

    /// <summary>Part of the visible depth that one order takes; <see langword="null"/> means no such cap.</summary>
    public decimal? MaxDepthShare { get; init; }
}

/// <summary>How an order meets the market.</summary>
public enum ExecutionStyle
{
    /// <summary>Immediately, as a limit-IOC with a collar where the venue has it.</summary>
    Market = 0,

    /// <summary>Rests at the touch until the timeout.</summary>
    Limit = 1,

    /// <summary>Rests first, takes what is left after the timeout.</summary>
    LimitThenMarket = 2,
}

/// <summary>Costs where a venue does not say.</summary>
public sealed record CostPolicy
{
    /// <summary>Default 10 bp.</summary>
    public decimal TakerFeeBps { get; init; } = 10m;

    /// <summary>Default 10 bp.</summary>
    public decimal MakerFeeBps { get; init; } = 10m;

    /// <summary>Full spread; half of it is paid per trade. Default none.</summary>
    public decimal SpreadBps { get; init; }

    /// <summary>Fixed cost per trade in quote currency (gas). Default none.</summary>
    public Money Fixed { get; init; }

    /// <summary>
    /// Square-root law: impact in bp of a trade as large as a day's volume, scaled by the square root of trade over
    /// <see cref="DailyVolume"/>. Zero means none.
    /// </summary>
    public decimal ImpactBps { get; init; }

    /// <summary>
    /// A day's volume in quote currency for the impact; needed where <see cref="ImpactBps"/> is above zero.
    /// </summary>
    public Money DailyVolume { get; init; }

    /// <summary>Costs of single assets; these replace all of the above for them.</summary>
    public ImmutableSortedDictionary<Asset, CostPolicy> PerAsset { get; init; } =
        ImmutableSortedDictionary<Asset, CostPolicy>.Empty;
}

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
