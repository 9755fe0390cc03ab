using Ballast.Core.Costs;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>One way to trade an asset: an account, a market on it, and for a sale the balance it comes from.</summary>
internal sealed class TradeRoute
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The market's filters.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>The market with fees and book, or null without a catalogue.</summary>
    public required VenueMarket? Market { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Portfolio quote per unit of the market's base asset.</summary>
    public required decimal BasePrice { get; init; }

    /// <summary>Portfolio quote per unit of the market's quote asset.</summary>
    public required decimal CashPrice { get; init; }

    /// <summary>Units free to sell; zero for a purchase.</summary>
    public required decimal Free { get; init; }

    /// <summary>What trading this way costs.</summary>
    public required CostCurve Curve { get; init; }

    /// <summary>The visible side to take from, or null.</summary>
    public required BookSide? Depth { get; init; }

    /// <summary>The rules for sizes.</summary>
    public required SizeRules Rules { get; init; }

    /// <summary>The largest fee rate of the market or the policy, for the worst case.</summary>
    public required decimal WorstFee { get; init; }

    /// <summary>Whether a venue stands behind it; without one an order fills at the plan's prices.</summary>
    public bool HasVenue => Market is not null;

    /// <summary>What the free units are worth.</summary>
    public required decimal FreeValue { get; init; }

    /// <summary>The accepted price in the market's own quote asset, which the plan's values rest on.</summary>
    public required decimal Accepted { get; init; }

    /// <summary>The price the market is expected to show before depth is walked, in its own quote asset.</summary>
    public required decimal Touch { get; init; }
}
