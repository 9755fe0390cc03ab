using System.Collections.Immutable;
using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Matching;

/// <summary>All markets by name.</summary>
internal sealed class MarketBooks(IEnumerable<Instrument> instruments, DepthShape shape, ulong seed)
{
    private readonly SortedDictionary<string, MarketBook> books = new(
        instruments.ToDictionary(
            instrument => instrument.Symbol, instrument => new MarketBook(instrument, shape, seed)),
        StringComparer.Ordinal);

    public IEnumerable<MarketBook> All => books.Values;

    public MarketBook? Find(string symbol) => books.GetValueOrDefault(symbol);

    public MarketBook Get(string symbol) => books[symbol];

    /// <summary>The markets that have moved since this was last asked, by name.</summary>
    public ImmutableArray<string> TakeMoved()
    {
        var moved = ImmutableArray.CreateBuilder<string>();
        foreach ((string symbol, MarketBook book) in books)
        {
            if (book.HasMoved)
            {
                moved.Add(symbol);
                book.HasMoved = false;
            }
        }

        return moved.ToImmutable();
    }

    /// <summary>The newest mid of a market, zero where it has none.</summary>
    public decimal MidOf(string symbol) => Find(symbol)?.Tick?.Mid ?? 0m;
}
