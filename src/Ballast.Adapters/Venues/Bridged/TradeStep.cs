using System.Collections.Immutable;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>All trades of a time.</summary>
/// <param name="Trades">Oldest first; perhaps some of just before or after it.</param>
/// <param name="Through">The end of that time.</param>
/// <param name="Stride">How far to look the next time.</param>
internal sealed record TradeStep(ImmutableArray<VenueTrade> Trades, Instant Through, Duration Stride);
