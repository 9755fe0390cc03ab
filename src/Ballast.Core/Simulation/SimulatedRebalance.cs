using Ballast.Core.Amounts;
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
}
