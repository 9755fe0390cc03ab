using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Reports.Shadows;

/// <summary>One valuation of the live portfolio: the prices that every book is valued at.</summary>
/// <param name="At">When.</param>
/// <param name="Value">V of the live portfolio, above zero.</param>
/// <param name="Prices">Per asset in quote currency, the quote's own among them.</param>
public sealed record ShadowSight(Instant At, Money Value, ImmutableSortedDictionary<Asset, Price> Prices);
