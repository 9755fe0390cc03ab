using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Publishing;

/// <summary>
/// The last prices of each market, so that bars of any length can be told while they are still growing; what lies
/// further back comes from the feed's hours.
/// </summary>
internal sealed class RecentPrices
{
    private const int Kept = 4096;

    private static readonly Duration Hour = Duration.FromHours(1);

    private readonly Dictionary<string, Queue<MarketTick>> recent = new(StringComparer.Ordinal);

    public void Add(MarketTick tick)
    {
        if (!recent.TryGetValue(tick.Symbol, out Queue<MarketTick>? ticks))
        {
            recent.Add(tick.Symbol, ticks = new Queue<MarketTick>());
        }

        if (ticks.Count == Kept)
        {
            ticks.Dequeue();
        }

        ticks.Enqueue(tick);
    }

    /// <summary>The bar [from, until). Without a price in it, it stands at the price before.</summary>
    public Candle? Bar(string symbol, Instant from, Instant until, IMarketFeed feed)
    {
        Queue<MarketTick> ticks = recent.GetValueOrDefault(symbol) ?? [];
        ImmutableArray<Candle> hours = until - from > Hour ? feed.Candles(symbol, Hour, from, until) : [];
        Instant told = hours.IsEmpty ? from : hours[^1].End;
        Candle? bar = hours.Aggregate((Candle?)null, (joined, hour) => Join(joined, hour, until));
        MarketTick? before = null;
        foreach (MarketTick tick in ticks.Where(tick => tick.At < until))
        {
            if (tick.At < told)
            {
                before = tick;
                continue;
            }

            bar = Join(bar, FlatBar(tick, until), until);
        }

        return bar ?? (before is { } standing ? FlatBar(standing, until) : null);
    }

    /// <summary>The mean of the prices after an instant; the last one where none is that young.</summary>
    public decimal? Average(string symbol, Instant from)
    {
        Queue<MarketTick> ticks = recent.GetValueOrDefault(symbol) ?? [];
        decimal[] young = [.. ticks.Where(tick => tick.At > from).Select(tick => tick.Mid)];
        return young.Length > 0 ? young.Average() : ticks.Count > 0 ? ticks.Last().Mid : null;
    }

    private static Candle Join(Candle? bar, Candle next, Instant end)
    {
        Price high = next.High ?? next.Close;
        Price low = next.Low ?? next.Close;
        return bar is null
            ? new Candle { End = end, Open = next.Open ?? next.Close, High = high, Low = low, Close = next.Close }
            : bar with
            {
                High = bar.High > high ? bar.High : high,
                Low = bar.Low < low ? bar.Low : low,
                Close = next.Close,
            };
    }

    private static Candle FlatBar(MarketTick tick, Instant end)
    {
        var price = new Price(tick.Mid);
        return new Candle { End = end, Open = price, High = price, Low = price, Close = price };
    }
}
