using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Publishing;

/// <summary>A market's book and the number of its state.</summary>
/// <param name="UpdateId">
/// Rises with every other state of the book that was shown; two books of one number are the same.
/// </param>
/// <param name="Book">The book, cut to the levels that were asked for.</param>
public sealed record PublishedDepth(long UpdateId, OrderBook Book);
