using Ballast.Core.Amounts;

namespace Ballast.Core.Lots;

/// <summary>What the currency of a market was worth in the currency of a portfolio.</summary>
/// <param name="In">The currency of the portfolio.</param>
/// <param name="Price">Its units for one unit of the market's currency.</param>
public sealed record QuoteRate(Asset In, Price Price)
{
    /// <summary>The rate of a market that is listed the other way round: one divided by its price, at the precision of
    /// a decimal (28 significant digits, the last one rounded half to even).</summary>
    /// <param name="currency">The currency of the portfolio, which that market buys and sells.</param>
    /// <param name="price">Units of the trade's currency for one unit of it, above zero.</param>
    public static QuoteRate OfInverse(Asset currency, Price price) => new(currency, new Price(1m / price.Value));
}
