using System.Collections.Immutable;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets;

/// <summary>
/// Prices that somebody sets: for rehearsing a situation. A price stays live until it is told to end.
/// </summary>
public sealed class ScriptedMarket(params IEnumerable<Instrument> instruments) : IMarketFeed
{
    private readonly Queue<MarketTick> pending = new();

    /// <inheritdoc/>
    public ImmutableArray<Instrument> Instruments { get; } =
        [.. instruments.OrderBy(instrument => instrument.Symbol, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public Duration FinestBar => Duration.FromMinutes(1);

    /// <inheritdoc/>
    public Duration ShortestBar => FinestBar;

    /// <summary>Sets a price from an instant on, for ever.</summary>
    public void Set(string symbol, Instant at, decimal mid) => Set(symbol, at, mid, Instant.MaxValue);

    /// <summary>Sets a price from an instant on; after another it ages and the market is closed.</summary>
    public void Set(string symbol, Instant at, decimal mid, Instant liveUntil) =>
        pending.Enqueue(new MarketTick(symbol, at, mid, liveUntil));

    /// <inheritdoc/>
    public void AdvanceTo(Instant at, Action<MarketTick> onTick)
    {
        while (pending.TryPeek(out MarketTick tick) && tick.At <= at)
        {
            onTick(pending.Dequeue());
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<Candle> Candles(string symbol, Duration barLength, Instant from, Instant until) => [];
}
