using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Lots;

/// <summary>Units that came in by one trade and are still there.</summary>
public sealed record Lot
{
    // A cost has at most 15 digits before the point, so that no lot of a unit or more comes near this.
    private const decimal MostUnitCost = 1e28m;

    /// <summary>Where they were bought.</summary>
    public required AccountId Account { get; init; }

    /// <summary>On which market, such as <c>BTC/USDC</c>.</summary>
    public required string Market { get; init; }

    /// <summary>The venue's number of the trade.</summary>
    public required string TradeId { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>How many are left, above zero.</summary>
    public required Quantity Units { get; init; }

    /// <summary>What those cost with fees, in the portfolio's quote currency; <see langword="null"/> where the price of
    /// what they were paid with is not known.</summary>
    public required Money? Cost { get; init; }

    /// <summary>Cost per unit, at the precision of a decimal, and 1e28 where it is more; <see langword="null"/> where
    /// it is not known.</summary>
    public Price? UnitCost => Cost is { } cost ? PerUnit(Math.Max(0m, cost.Value), Units.Value) : null;

    // What a fee left of a lot may be dust whose cost per unit is beyond a decimal.
    private static Price PerUnit(decimal cost, decimal units) =>
        new(units < 1m && cost >= MostUnitCost * units ? MostUnitCost : cost / units);
}
