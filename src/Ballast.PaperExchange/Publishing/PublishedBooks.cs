using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Matching;
using NodaTime;

namespace Ballast.PaperExchange.Publishing;

/// <summary>The numbered books of all markets and who follows them. Its owner holds the exchange's lock.</summary>
internal sealed class PublishedBooks(PublishedPrices prices)
{
    private readonly Dictionary<string, DepthMemory> memories = new(StringComparer.Ordinal);

    public PublishedDepth? Of(string symbol, int levels, Instant now, Instant marketNow)
    {
        if (prices.BookOf(symbol, int.MaxValue, now) is not { } book)
        {
            return null;
        }

        long updateId = MemoryOf(symbol).Show(book, marketNow);
        return new PublishedDepth(updateId, new OrderBook(Cut(book.Bids, levels), Cut(book.Asks, levels), book.At));
    }

    public DepthTap Follow(string symbol, Instant now, Instant marketNow)
    {
        Of(symbol, 0, now, marketNow);
        return MemoryOf(symbol).Follow();
    }

    public DepthChange? Tell(DepthTap tap, Instant now, Instant marketNow)
    {
        Of(tap.Symbol, 0, now, marketNow);
        return MemoryOf(tap.Symbol).Tell(tap);
    }

    public bool Leave(DepthTap tap) => MemoryOf(tap.Symbol).Leave(tap);

    private DepthMemory MemoryOf(string symbol)
    {
        if (!memories.TryGetValue(symbol, out DepthMemory? memory))
        {
            memories.Add(symbol, memory = new DepthMemory(symbol));
        }

        return memory;
    }

    private static ImmutableArray<BookLevel> Cut(
        ImmutableArray<BookLevel> side, int levels) =>
        side.Length <= levels ? side : side[..levels];
}
