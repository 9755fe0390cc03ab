using System.Collections.Immutable;

namespace Ballast.Numerics.Sweeps;

/// <summary>
/// Everything of a policy but its band, fee and window. The default checks every bar, goes to target, and has no
/// schedule, cooldown, least trade, lots or flows.
/// </summary>
public sealed record SweepRule
{
    /// <summary>How much of a band's half-width is left after a breach.</summary>
    public SweepDestination Destination { get; init; }

    /// <summary>Bars at which anything is decided.</summary>
    public BarCalendar Checks { get; init; } = BarCalendar.Always;

    /// <summary>
    /// Bars at which the portfolio goes to target whatever its drift and cooldown, where they are checked too.
    /// </summary>
    public BarCalendar Schedule { get; init; } = BarCalendar.Never;

    /// <summary>Bars after a run, the first purchase among them, during which a breach waits; zero or more.</summary>
    public int CooldownBars { get; init; }

    /// <summary>The least worth of a trade, in quote currency; zero or more.</summary>
    public double MinTrade { get; init; }

    /// <summary>Units in which each asset trades, zero for any; empty where none has lots.</summary>
    public ImmutableArray<double> Lots { get; init; } = [];

    /// <summary>Deposits above zero and withdrawals below, ascending by bar.</summary>
    public ImmutableArray<SweepFlow> Flows { get; init; } = [];
}

/// <summary>Where a breach is taken back to, as a multiple k of the half-width.</summary>
public enum SweepDestination
{
    /// <summary>k = 0.</summary>
    Target = 0,

    /// <summary>k = 1/2.</summary>
    Half = 1,

    /// <summary>k = 1.</summary>
    Edge = 2,
}
