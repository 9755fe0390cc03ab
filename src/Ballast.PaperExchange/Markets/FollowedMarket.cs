using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets;

/// <summary>
/// Prices of another exchange, told as they are heard. A price holds until the next one, and for a while if none comes:
/// then the market is closed. No bar is made of a time in which nothing was heard. May be told from any thread.
/// </summary>
public sealed class FollowedMarket : IMarketFeed
{
    private const int KeptMinutes = 7 * 24 * 60;

    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Queue<MarketTick> told = new();
    private readonly SortedDictionary<string, List<Candle>> minutes = new(StringComparer.Ordinal);

    /// <summary>A market with what is known of its past.</summary>
    /// <param name="past">Each market with minutes that have ended, oldest first.</param>
    public FollowedMarket(IReadOnlyDictionary<Instrument, ImmutableArray<Candle>> past)
    {
        Instruments = [.. past.Keys.OrderBy(instrument => instrument.Symbol, StringComparer.Ordinal)];
        foreach ((Instrument instrument, ImmutableArray<Candle> bars) in past)
        {
            minutes[instrument.Symbol] = [.. bars.TakeLast(KeptMinutes)];
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<Instrument> Instruments { get; }

    /// <inheritdoc/>
    public Duration FinestBar => Minute;

    /// <inheritdoc/>
    public Duration ShortestBar => Minute;

    /// <summary>Tells a price that was heard.</summary>
    /// <param name="tick">Its market is one of <see cref="Instruments"/>; instants do not fall.</param>
    public void Tell(MarketTick tick)
    {
        lock (gate)
        {
            told.Enqueue(tick);
        }
    }

    /// <inheritdoc/>
    public void AdvanceTo(Instant at, Action<MarketTick> onTick)
    {
        while (Next(at) is { } tick)
        {
            Note(minutes[tick.Symbol], tick);
            onTick(tick);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<Candle> Candles(string symbol, Duration barLength, Instant from, Instant until) =>
        minutes.TryGetValue(symbol, out List<Candle>? bars) && barLength >= Minute
            && barLength.BclCompatibleTicks % Minute.BclCompatibleTicks == 0
            ? CandleHistory.Join(bars, barLength, from, until)
            : [];

    private MarketTick? Next(Instant at)
    {
        lock (gate)
        {
            return told.TryPeek(out MarketTick tick) && tick.At <= at ? told.Dequeue() : null;
        }
    }

    private static void Note(List<Candle> bars, MarketTick tick)
    {
        Instant end = Instant.FromUnixTimeSeconds((tick.At.ToUnixTimeSeconds() / 60 * 60) + 60);
        Price price = new(tick.Mid);
        if (bars is [.., var last] && last.End >= end)
        {
            bars[^1] = last with
            {
                High = last.High is { } high && high > price ? high : price,
                Low = last.Low is { } low && low < price ? low : price,
                Close = price,
            };
            return;
        }

        bars.Add(new Candle { End = end, Open = price, High = price, Low = price, Close = price });
        if (bars.Count > KeptMinutes)
        {
            bars.RemoveAt(0);
        }
    }
}
