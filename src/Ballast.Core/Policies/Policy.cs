using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Policies;

/// <summary>
/// What an owner wants of one portfolio: the policy file, read and validated. A block that was left out is
/// <see langword="null"/> and means "no such thing". Collections compare by reference; compare policies by their hash.
/// </summary>
public sealed record Policy
{
    /// <summary>Which portfolio it governs.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>
    /// The currency in which everything is valued; an asset with a target like any other (zero if not named).
    /// </summary>
    public required Asset Quote { get; init; }

    /// <summary>Accounts whose holdings make up the portfolio; at least one, none twice.</summary>
    public required ImmutableArray<AccountId> Accounts { get; init; }

    /// <summary>Whether orders are sent, and where to. Default paper.</summary>
    public TradingMode Mode { get; init; } = TradingMode.Paper;

    /// <summary>
    /// Target weights, summing to one exactly as written. Where the target moves: every asset that it may name, each
    /// with
    /// zero, because nothing holds before the first estimate.
    /// </summary>
    public required ImmutableSortedDictionary<Asset, Weight> Target { get; init; }

    /// <summary>What makes the target move; <see langword="null"/> where its weights are written down.</summary>
    public MovingTarget? Moving { get; init; }

    /// <summary>Assets held as one: managed asset to its equivalents.</summary>
    public ImmutableSortedDictionary<Asset, ImmutableArray<Asset>> Equivalents { get; init; } =
        ImmutableSortedDictionary<Asset, ImmutableArray<Asset>>.Empty;

    /// <summary>What happens to holdings that no target names. Default ignore.</summary>
    public UntrackedHoldings Untracked { get; init; } = UntrackedHoldings.Ignore;

    /// <summary>Units that are counted in weights and never moved.</summary>
    public ImmutableSortedDictionary<Asset, Quantity> Locked { get; init; } =
        ImmutableSortedDictionary<Asset, Quantity>.Empty;

    /// <summary>Assets that are never sold.</summary>
    public ImmutableSortedSet<Asset> NoSell { get; init; } = [];

    /// <summary>Assets that are never bought.</summary>
    public ImmutableSortedSet<Asset> NoBuy { get; init; } = [];

    /// <summary>When to act.</summary>
    public TriggerPolicy Trigger { get; init; } = new();

    /// <summary>How to plan.</summary>
    public TradePolicy Trade { get; init; } = new();

    /// <summary>How several accounts are kept together.</summary>
    public AcrossPolicy Across { get; init; } = new();

    /// <summary>
    /// What may be moved between its accounts; <see langword="null"/> where Ballast moves nothing, whatever gateways
    /// there are.
    /// </summary>
    public TransferPolicy? Transfers { get; init; }

    /// <summary>Holdings that are hedged with perpetuals.</summary>
    public ImmutableSortedDictionary<Asset, HedgePolicy> Hedges { get; init; } =
        ImmutableSortedDictionary<Asset, HedgePolicy>.Empty;

    /// <summary>How to send orders.</summary>
    public ExecutionPolicy Execution { get; init; } = new();

    /// <summary>Costs where a venue does not say.</summary>
    public CostPolicy Costs { get; init; } = new();

    /// <summary>What must hold before anything is sent.</summary>
    public GuardPolicy Guards { get; init; } = new();

    /// <summary>How far it may go with real money; <see langword="null"/> where nothing was said about that.</summary>
    public LivePolicy? Live { get; init; }
}

/// <summary>Whether orders are sent, and where to.</summary>
public enum TradingMode
{
    /// <summary>To the paper venue.</summary>
    Paper = 0,

    /// <summary>Plans are made and explained, nothing is sent.</summary>
    Shadow = 1,

    /// <summary>To real venues.</summary>
    Live = 2,
}

/// <summary>What happens to holdings that no target names.</summary>
public enum UntrackedHoldings
{
    /// <summary>Left alone and not counted.</summary>
    Ignore = 0,

    /// <summary>Counted with a target of zero, and so sold.</summary>
    Sell = 1,
}
