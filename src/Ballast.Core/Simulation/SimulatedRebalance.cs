using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>One rebalance that traded.</summary>
public sealed record SimulatedRebalance
{
    /// <summary>The bar on whose close it was decided.</summary>
    public required Instant DecidedAt { get; init; }

    /// <summary>The bar whose prices it got.</summary>
    public required Instant FilledAt { get; init; }

    /// <summary>What made it necessary.</summary>
    public required Reason Why { get; init; }

    /// <summary>
    /// Sum of the notionals of all trades, buys and sells together; the quote currency itself is not traded.
    /// </summary>
    public required Money Notional { get; init; }

    /// <summary>Notional over twice the portfolio's value before it: 1 when everything was exchanged.</summary>
    public required Weight Turnover { get; init; }

    /// <summary>What it cost.</summary>
    public required Money Cost { get; init; }

    /// <summary>The same by kind; the sum may differ from <see cref="Cost"/> in the last digit.</summary>
    public required TradeCost CostByKind { get; init; }

    /// <summary>
    /// What prices moved against the orders between the decision and the fills: below zero where they moved in their
    /// favour. With <see cref="Cost"/> it is the implementation shortfall of what filled (Perold 1988).
    /// </summary>
    public required Money Delay { get; init; }

    /// <summary>How many orders filled.</summary>
    public required int Orders { get; init; }

    /// <summary>
    /// The fills in the order they were made; empty unless the request asks for <see cref="RunDetail.Everything"/>.
    /// </summary>
    public ImmutableArray<SimulatedTrade> Trades { get; init; } = [];
}
