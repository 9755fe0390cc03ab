using System.Collections.Immutable;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>One listing of trades as it came: of one market, or of all.</summary>
/// <param name="Lines">Every line's number and time, whatever its market.</param>
/// <param name="Trades">Those of the market that is asked for.</param>
internal sealed record TradeSheet(ImmutableArray<(string Id, Instant At)> Lines, ImmutableArray<VenueTrade> Trades);
