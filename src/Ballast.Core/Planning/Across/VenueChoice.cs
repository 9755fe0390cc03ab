using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning.Across;

/// <summary>Why an asset is traded at an account, or why it is not.</summary>
public sealed record VenueChoice
{
    /// <summary>The managed asset.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Sold or bought.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>The account that was considered.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Its market, as the venue names it; empty where it has none for the asset.</summary>
    public required string Market { get; init; }

    /// <summary>What it trades, in the portfolio's quote currency at plan prices; zero where it was not
    /// chosen.</summary>
    public required Money Value { get; init; }

    /// <summary>
    /// Expected cost of what it trades, in basis points of that; of a leg that it does not trade, what as much of it as
    /// it can take would cost. <see langword="null"/> where it can take nothing.
    /// </summary>
    public required decimal? CostBps { get; init; }

    /// <summary>
    /// The ground: <c>cheapest</c>, <c>shared</c>, <c>dearer</c>, <c>no-better</c>, <c>cash-needed-elsewhere</c>,
    /// <c>no-cash</c>, <c>no-inventory</c>, <c>read-only</c>, <c>no-market</c>, or why its market takes no order.
    /// </summary>
    public required Reason Why { get; init; }
}
