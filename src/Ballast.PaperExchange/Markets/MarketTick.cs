using NodaTime;

namespace Ballast.PaperExchange.Markets;

/// <summary>A new price of a market.</summary>
/// <param name="Symbol">The market.</param>
/// <param name="At">From when it holds.</param>
/// <param name="Mid">Quote per base, above zero.</param>
/// <param name="LiveUntil">Until when it counts as fresh; after this it ages, because the next price is
/// missing.</param>
public readonly record struct MarketTick(string Symbol, Instant At, decimal Mid, Instant LiveUntil);
