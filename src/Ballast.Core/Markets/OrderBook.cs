using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>The visible depth of a market.</summary>
/// <param name="Bids">Buy orders, best (highest) first.</param>
/// <param name="Asks">Sell orders, best (lowest) first.</param>
/// <param name="At">The venue's time of the book.</param>
public sealed record OrderBook(ImmutableArray<BookLevel> Bids, ImmutableArray<BookLevel> Asks, Instant At);
