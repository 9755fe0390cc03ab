using Ballast.Core.Amounts;

namespace Ballast.Core.Lots;

/// <summary>What the currency of a market was worth in the currency of a portfolio.</summary>
/// <param name="In">The currency of the portfolio.</param>
/// <param name="Price">Its units for one unit of the market's currency.</param>
public sealed record QuoteRate(Asset In, Price Price);
