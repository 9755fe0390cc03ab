using NodaTime;

namespace Ballast.Core.Policies;

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
