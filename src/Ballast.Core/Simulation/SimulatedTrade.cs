using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Markets;

namespace Ballast.Core.Simulation;

/// <summary>One fill of a backtest, prices and amounts in the quote currency.</summary>
public sealed record SimulatedTrade
{
    /// <summary>What was traded.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units, above zero.</summary>
    public required Quantity Size { get; init; }

    /// <summary>The price it got.</summary>
    public required Price Price { get; init; }

    /// <summary>The price the decision was made at.</summary>
    public required Price DecidedPrice { get; init; }

    /// <summary>Size at the price it got.</summary>
    public required Money Notional { get; init; }

    /// <summary>What it cost, by kind.</summary>
    public required TradeCost Cost { get; init; }
}
