using System.Collections.Immutable;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets;

/// <summary>
/// Where prices come from. Deterministic: what it yields up to an instant does not depend on how often it was asked.
/// </summary>
public interface IMarketFeed
{
    /// <summary>The markets, ordered by symbol.</summary>
    ImmutableArray<Instrument> Instruments { get; }

    /// <summary>The length of the finest bars it makes, above zero.</summary>
    Duration FinestBar { get; }

    /// <summary>The length of the shortest bars that it answers: those shorter than <see cref="FinestBar"/> repeat a
    /// price that stood still for as long.</summary>
    Duration ShortestBar { get; }

    /// <summary>
    /// Moves on to an instant and hands over every price change on the way, in order of time and symbol.
    /// </summary>
    void AdvanceTo(Instant at, Action<MarketTick> onTick);

    /// <summary>
    /// Bars of a market ending in (from, until], oldest first; empty for a length that the feed cannot make.
    /// </summary>
    ImmutableArray<Candle> Candles(string symbol, Duration barLength, Instant from, Instant until);
}
