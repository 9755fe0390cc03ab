using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Server.Features.Lots;

/// <summary>Units that came in by one trade and are still there.</summary>
/// <param name="Id">The venue's number of the trade.</param>
/// <param name="Account">Where they were bought.</param>
/// <param name="Market">On which market.</param>
/// <param name="At">When.</param>
public sealed record LotItem(string Id, AccountId Account, string Market, Instant At)
{
    /// <summary>How many are left.</summary>
    public required Quantity Units { get; init; }

    /// <summary>What they cost with fees; null where it is not known.</summary>
    public required Money? Cost { get; init; }

    /// <summary>One lot.</summary>
    public static LotItem Of(Lot lot) =>
        new(lot.TradeId, lot.Account, lot.Market, lot.At) { Units = lot.Units, Cost = lot.Cost };
}
