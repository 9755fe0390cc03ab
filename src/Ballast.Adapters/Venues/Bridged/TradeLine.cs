using System.Text.Json;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>A line of a listing of trades, of which no more is read than where it belongs.</summary>
/// <param name="Symbol">Its market as the bridge names it; empty where the exchange does not say.</param>
/// <param name="At">When it was traded.</param>
/// <param name="Json">All of it.</param>
internal sealed record TradeLine(string Symbol, Instant At, JsonElement Json);
