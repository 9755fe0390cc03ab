using Ballast.PaperExchange.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Publishing;

/// <summary>The last prices of each market, for averages over a short time.</summary>
internal sealed class RecentPrices
{
    private const int Kept = 4096;

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

    /// <summary>The mean of the prices after an instant; the last one where none is that young.</summary>
    public decimal? Average(string symbol, Instant from)
    {
        Queue<MarketTick> ticks = recent.GetValueOrDefault(symbol) ?? [];
        decimal[] young = [.. ticks.Where(tick => tick.At > from).Select(tick => tick.Mid)];
        return young.Length > 0 ? young.Average() : ticks.Count > 0 ? ticks.Last().Mid : null;
    }
}
