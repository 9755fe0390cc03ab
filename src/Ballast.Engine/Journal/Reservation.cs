using Ballast.Core.Amounts;

namespace Ballast.Engine.Journal;

/// <summary>The worst that an order can do to the balances, and what it takes from the caps.</summary>
public sealed record Reservation
{
    /// <summary>The asset that goes out.</summary>
    public required Asset Gives { get; init; }

    /// <summary>At most that much of it, fee included.</summary>
    public required Quantity GivesAtMost { get; init; }

    /// <summary>The asset that comes in.</summary>
    public required Asset Takes { get; init; }

    /// <summary>At most that much of it.</summary>
    public required Quantity TakesAtMost { get; init; }

    /// <summary>Value in the portfolio's quote currency, counted against the day's turnover.</summary>
    public required Money Notional { get; init; }

    /// <summary>What the plan expected to pay or get per unit, for comparison with what was realised.</summary>
    public required Price ExpectedPrice { get; init; }
}
