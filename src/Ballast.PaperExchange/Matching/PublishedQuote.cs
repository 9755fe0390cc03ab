using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>A market's price as the exchange tells it; faults may make it anything, even negative.</summary>
/// <param name="Symbol">The market.</param>
/// <param name="Last">The last price.</param>
/// <param name="Bid">Best bid and its size.</param>
/// <param name="Ask">Best ask and its size.</param>
/// <param name="At">The exchange's time of it.</param>
public sealed record PublishedQuote(string Symbol, decimal Last, PublishedLevel Bid, PublishedLevel Ask, Instant At);
