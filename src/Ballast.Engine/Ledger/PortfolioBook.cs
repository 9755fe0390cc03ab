using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Orders;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Reports;
using Ballast.Core.Reports.Shadows;
using Ballast.Core.Targets.Moving;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Transfers;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>Everything one portfolio's journal says. Changed only by folding events in.</summary>
public sealed record PortfolioBook
{
    /// <summary>What its owner wants.</summary>
    public required Policy Policy { get; init; }

    /// <summary>SHA-256 of the policy.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>What decisions remember.</summary>
    public PolicyMemory Memory { get; init; } = PolicyMemory.Fresh;

    /// <summary>Where a moving target stands; <see cref="TargetState.None"/> where the target stays.</summary>
    public TargetState Target { get; init; } = TargetState.None;

    /// <summary>The last decision, or <see langword="null"/> before the first.</summary>
    public DecisionDigest? LastDecision { get; init; }

    /// <summary>Set while this portfolio is halted.</summary>
    public HaltMark? Halt { get; init; }

    /// <summary>
    /// The reason of the last halt that was lifted: a person who resumes after a large balance change has seen and
    /// approved that change, once. The next one like it is asked about again.
    /// </summary>
    public Reason? Approved { get; init; }

    /// <summary>What that person said it was; <see langword="null"/> where the change was only approved.</summary>
    public JournalEvent.ChangeExplained? Explanation { get; init; }

    /// <summary>Set while the session-loss breaker is latched.</summary>
    public Reason? Breaker { get; init; }

    /// <summary>How long its rules have run without real money.</summary>
    public TrialCount? Trial { get; init; }

    /// <summary>The last word that rules need no trial; <see langword="null"/> where nobody gave it.</summary>
    public TrialWaiver? Waiver { get; init; }

    /// <summary>Which part of its holdings may be moved with real money; <see langword="null"/> before it was live.
    /// </summary>
    public LiveStage? Live { get; init; }

    /// <summary>One ledger per account.</summary>
    public ImmutableSortedDictionary<AccountId, AccountLedger> Ledgers { get; init; } =
        ImmutableSortedDictionary<AccountId, AccountLedger>.Empty;

    /// <summary>Orders of the runs that are kept, in order of issue.</summary>
    public ImmutableSortedDictionary<ClientOrderId, OrderRecord> Orders { get; init; } =
        ImmutableSortedDictionary<ClientOrderId, OrderRecord>.Empty;

    /// <summary>The last runs by number.</summary>
    public ImmutableSortedDictionary<long, RunRecord> Runs { get; init; } =
        ImmutableSortedDictionary<long, RunRecord>.Empty;

    /// <summary>Runs in a row that came to nothing; <see langword="null"/> after anything else.</summary>
    public EmptySeries? Empty { get; init; }

    /// <summary>A plan that was accepted in the same commit in which its run starts.</summary>
    public JournalEvent.PlanAccepted? Accepted { get; init; }

    /// <summary>What the caps have counted today.</summary>
    public CapCount Caps { get; init; } = new(LocalDate.MinIsoValue, Money.Zero);

    /// <summary>The highest number of a run that is not kept any more; zero while all are. Runs below it are kept only
    /// where an order of theirs is open.</summary>
    public long PrunedThrough { get; init; }

    /// <summary>Orders found at a venue without an intent, by the venue's number; the old ones are forgotten with the
    /// runs of their time.</summary>
    public ImmutableSortedDictionary<string, OrphanMark> Orphans { get; init; } =
        ImmutableSortedDictionary.Create<string, OrphanMark>(StringComparer.Ordinal);

    /// <summary>
    /// The portfolio's value over time, thinned as it grows. A list, because an array would be copied whole with every
    /// decision that is folded in.
    /// </summary>
    public ImmutableList<ValuePoint> Values { get; init; } = [];

    /// <summary>Deposits less withdrawals booked since the last of <see cref="Values"/>, in quote currency.</summary>
    public Money UnvaluedFlow { get; init; }

    /// <summary>What other rules would have made of the same money; <see langword="null"/> before the portfolio is
    /// bought.</summary>
    public ShadowBooks? Shadows { get; init; }

    /// <summary>Expected against realised price of all trades, by account.</summary>
    public ImmutableSortedDictionary<AccountId, ExecutionTally> Execution { get; init; } =
        ImmutableSortedDictionary<AccountId, ExecutionTally>.Empty;

    /// <summary>How the venues of its accounts do; an account of which nothing was ever noted is healthy.</summary>
    public ImmutableSortedDictionary<AccountId, HealthMark> Health { get; init; } =
        ImmutableSortedDictionary<AccountId, HealthMark>.Empty;

    /// <summary>The last transfers between its accounts, oldest first; at most the newest is open.</summary>
    public ImmutableList<TransferRecord> Transfers { get; init; } = [];

    /// <summary>The transfer that waits for a lower fee, as it was when its wait began; <see langword="null"/> while
    /// none waits.</summary>
    public PlannedTransfer? WaitingTransfer { get; init; }

    /// <summary>The last orders of its hedges, oldest first; at most the newest is open.</summary>
    public ImmutableList<HedgeRecord> Hedges { get; init; } = [];

    /// <summary>The last recovery.</summary>
    public RecoveryEvidence? LastRecovery { get; init; }

    /// <summary>
    /// Whether a run number is of a time that the book has forgotten: what it sent has ended and is in the ledger.
    /// </summary>
    public bool IsForgotten(ulong sequence) => Runs.Count > 0 && !Runs.ContainsKey((long)sequence)
        && sequence <= (ulong)Math.Max(PrunedThrough, Runs.First().Key);

    /// <summary>The transfer whose end is open; <see langword="null"/> while there is none.</summary>
    [JsonIgnore]
    public TransferRecord? OpenTransfer => Transfers.IsEmpty || !Transfers[^1].IsOpen ? null : Transfers[^1];

    /// <summary>The order of a hedge whose end is open; <see langword="null"/> while there is none.</summary>
    [JsonIgnore]
    public HedgeRecord? OpenHedge => Hedges.IsEmpty || !Hedges[^1].IsOpen ? null : Hedges[^1];

    /// <summary>Orders whose end is open, in order of issue.</summary>
    public IEnumerable<OrderRecord> LiveOrders => Orders.Values.Where(record => record.Order.State.IsLive);
}
