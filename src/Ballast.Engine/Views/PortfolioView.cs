using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Reports.Shadows;
using Ballast.Core.Targets.Moving;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Views;

/// <summary>A portfolio as people and agents see it: one consistent moment.</summary>
public sealed record PortfolioView
{
    /// <summary>Its name.</summary>
    public required PortfolioId Id { get; init; }

    /// <summary>What its owner wants.</summary>
    public required Policy Policy { get; init; }

    /// <summary>SHA-256 of the policy.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>What its loop does.</summary>
    public required PortfolioStatus Status { get; init; }

    /// <summary>Why it is in that state; <see langword="null"/> while it simply runs.</summary>
    public required Reason? StatusWhy { get; init; }

    /// <summary>Set while this portfolio or the whole engine is halted.</summary>
    public required HaltMark? Halt { get; init; }

    /// <summary>Set while the session-loss breaker is latched.</summary>
    public required Reason? Breaker { get; init; }

    /// <summary>The last complete and fresh snapshot; <see langword="null"/> before the first.</summary>
    public required Snapshot? Snapshot { get; init; }

    /// <summary>Where a moving target stands; <see langword="null"/> where the target stays.</summary>
    public required TargetState? Target { get; init; }

    /// <summary>Weight, target, drift and band of every managed asset at that snapshot.</summary>
    public required ImmutableArray<DriftLine> Drift { get; init; }

    /// <summary>The last decision with every trigger's answer.</summary>
    public required DecisionDigest? LastDecision { get; init; }

    /// <summary>Orders whose end is open, in order of issue.</summary>
    public required ImmutableArray<OrderView> OpenOrders { get; init; }

    /// <summary>The last fills, newest first.</summary>
    public required ImmutableArray<FillView> RecentFills { get; init; }

    /// <summary>The last runs, newest first, each with all its orders.</summary>
    public required ImmutableArray<RunView> Runs { get; init; }

    /// <summary>How the venues of its accounts do, in the policy's order.</summary>
    public required ImmutableArray<AccountHealth> Health { get; init; }

    /// <summary>The last transfers between its accounts, newest first; at most the first is open.</summary>
    public ImmutableArray<TransferView> Transfers { get; init; } = [];

    /// <summary>The transfer that waits for a lower fee, as it was when its wait began; <see langword="null"/> while
    /// none waits.</summary>
    public PlannedTransfer? WaitingTransfer { get; init; }

    /// <summary>Value over time, oldest first.</summary>
    public required ImmutableArray<ValuePoint> Performance { get; init; }

    /// <summary>What other rules would have made of the same money, at the last valued decision;
    /// <see langword="null"/> before the portfolio is bought.</summary>
    public required ShadowBooks? Shadows { get; init; }

    /// <summary>Expected against realised price, one entry per venue in ordinal order.</summary>
    public required ImmutableArray<VenueExecution> Execution { get; init; }

    /// <summary>Its hedges, in the order of their assets.</summary>
    public ImmutableArray<HedgeView> Hedges { get; init; } = [];

    /// <summary>What stands between it and real money.</summary>
    public LiveChecklist Live { get; init; } = LiveChecklist.NotNeeded;

    /// <summary>Which part of its holdings may be moved with real money; <see langword="null"/> before it was live.
    /// </summary>
    public required LiveStage? Stage { get; init; }

    /// <summary>The last recovery's evidence; <see langword="null"/> before the first.</summary>
    public required RecoveryEvidence? LastRecovery { get; init; }
}

/// <summary>What a portfolio's loop does.</summary>
public enum PortfolioStatus
{
    /// <summary>Settling what an earlier life left, before trading is allowed.</summary>
    Recovering = 0,

    /// <summary>Looking and, where needed, acting.</summary>
    Running = 1,

    /// <summary>Looking, sending nothing.</summary>
    Halted = 2,

    /// <summary>Stopped by a bug or a store that takes nothing; needs a person.</summary>
    Stopped = 3,

    /// <summary>
    /// The venue knows orders that this journal does not: it was rolled back, or a second installation trades.
    /// </summary>
    RefusedToStart = 4,
}
