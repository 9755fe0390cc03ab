using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Portfolios;

/// <summary>A price as one source states it.</summary>
/// <param name="Asset">The asset that is priced.</param>
/// <param name="Price">Units of the portfolio's quote currency per unit.</param>
/// <param name="At">The venue's own time of the price, not the time it was received.</param>
/// <param name="Source">The venue or feed, such as <c>paper</c>; two prices from one source count as one.</param>
public sealed record PriceQuote(Asset Asset, Price Price, Instant At, string Source);
