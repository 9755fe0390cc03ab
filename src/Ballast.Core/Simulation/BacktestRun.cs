using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Reports;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>
/// Everything a backtest leaves behind. It starts at the first bar where every managed asset has a price: there the
/// first purchase is made and charged, and from there values are recorded, each after that bar's trades.
/// </summary>
public sealed record BacktestRun
{
    /// <summary>The bars, first purchase first; at least two.</summary>
    public required ImmutableArray<Instant> Instants { get; init; }

    /// <summary>
    /// V at each bar's close, costs paid. Where an asset has no bar it is valued at its last one; <see cref="Gaps"/>
    /// says so.
    /// </summary>
    public required ImmutableArray<Money> Values { get; init; }

    /// <summary>
    /// What the owner put in or took out, by the bar at whose close it took effect; V of that bar holds it already.
    /// </summary>
    public required ImmutableArray<OwnerFlow> Flows { get; init; }

    /// <summary>How many flows were asked for at the first bar or before, or after the last, and so left out.</summary>
    public required int FlowsOutside { get; init; }

    /// <summary>Nominal bar length.</summary>
    public required Duration BarLength { get; init; }

    /// <summary>Rebalances that traded, the first purchase first.</summary>
    public required ImmutableArray<SimulatedRebalance> Rebalances { get; init; }

    /// <summary>Checks at which the policy could or would not decide, gathered by code.</summary>
    public required ImmutableArray<RefusedChecks> Refusals { get; init; }

    /// <summary>Stretches in which a managed asset had no bar, ordered by beginning and asset.</summary>
    public required ImmutableArray<PriceGap> Gaps { get; init; }

    /// <summary>Bars that no asset has, between the first bar and the last: values jump there, and no measure knows
    /// what went on in between.</summary>
    public BarRhythm Rhythm { get; init; } = new();

    /// <summary>How many bars were checked; the first purchase is not among them.</summary>
    public required int Checks { get; init; }

    /// <summary>
    /// Orders that never filled: their asset had no bar when they were due, or the history ended first.
    /// </summary>
    public required int LapsedOrders { get; init; }

    /// <summary>How far weights strayed from the policy's targets.</summary>
    public required DriftRecord Drift { get; init; }

    /// <summary>
    /// The weights of every bar; <see langword="null"/> unless the request asks for <see cref="RunDetail.Everything"/>.
    /// </summary>
    public WeightTrack? Weights { get; init; }

    /// <summary>Units held at the end, in ordinal order, the quote currency among them.</summary>
    public required ImmutableSortedDictionary<Asset, Quantity> Holdings { get; init; }

    /// <summary>Where a moving target stood whenever that changed, the first purchase's first; empty where the target
    /// stays.</summary>
    public ImmutableArray<SimulatedTarget> Targets { get; init; } = [];

    /// <summary>Why it starts later than asked for, or <see langword="null"/> where it does not.</summary>
    public Reason? LateStart { get; init; }

    /// <summary>What of the policy is not simulated, one reason a field.</summary>
    public ImmutableArray<Reason> LeftOut { get; init; } = [];
}
