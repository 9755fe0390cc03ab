using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>One policy over one price history.</summary>
public sealed record BacktestRequest
{
    /// <summary>
    /// The policy. Its price-age and price-jump guards are not applied: a backtest knows one price per bar and no
    /// second source. Its other guards are.
    /// </summary>
    public required Policy Policy { get; init; }

    /// <summary>
    /// The prices. Where the table has a column for the policy's quote currency, every price is divided by it;
    /// otherwise the table is taken to be in the quote currency.
    /// </summary>
    public required CandleTable Prices { get; init; }

    /// <summary>Quote currency at the start, above zero; 100000 unless somebody says otherwise.</summary>
    public Money Capital { get; init; } = new(100_000m);

    /// <summary>
    /// What the owner puts in and takes out on the way, in any order; default nothing. Flows are no performance:
    /// returns leave them out.
    /// </summary>
    public ImmutableArray<OwnerFlow> Flows { get; init; } = [];

    /// <summary>At which price a decision on a close trades. Default the next bar.</summary>
    public FillModel Fill { get; init; } = FillModel.NextBar;

    /// <summary>How much is kept of what happens on the way. Default totals.</summary>
    public RunDetail Detail { get; init; } = RunDetail.Totals;

    /// <summary>
    /// Rows before this instant are not traded, but count as past prices. Default the table's first row.
    /// </summary>
    public Instant From { get; init; } = Instant.MinValue;

    /// <summary>The last instant that is simulated, inclusive. Default the table's last row.</summary>
    public Instant To { get; init; } = Instant.MaxValue;
}

/// <summary>How much a backtest keeps.</summary>
public enum RunDetail
{
    /// <summary>Values of every bar and the sums of every rebalance: enough for all measures.</summary>
    Totals = 0,

    /// <summary>Every fill and the weights of every bar too.</summary>
    Everything = 1,
}

/// <summary>At which price a decision on a bar's close trades.</summary>
public enum FillModel
{
    /// <summary>
    /// At the next bar's open, or its close where the prices have no open: what a person could have had.
    /// </summary>
    NextBar = 0,

    /// <summary>At the very close the decision was made on: what most published backtests assume.</summary>
    SameClose = 1,
}
