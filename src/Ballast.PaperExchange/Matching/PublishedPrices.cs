using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faults;
using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>What the exchange tells about prices. Matching never looks here.</summary>
internal sealed class PublishedPrices(MarketBooks books, FaultSwitch faults)
{
    private readonly Dictionary<string, PublishedQuote> lastTold = new(StringComparer.Ordinal);

    public PublishedQuote? Of(string symbol, Instant now)
    {
        if (Fresh(symbol, now) is not { } fresh)
        {
            return null;
        }

        PublishedQuote held = lastTold.GetValueOrDefault(symbol, fresh);
        PublishedQuote told = faults.Standing(FaultKind.PriceStale, symbol) is not null ? held
            : faults.Standing(FaultKind.PriceFrozen, symbol) is not null ? held with { At = fresh.At }
            : fresh;
        lastTold[symbol] = told;
        return Bend(told);
    }

    public OrderBook? BookOf(string symbol, int levels, Instant now)
    {
        if (books.Find(symbol)?.Ladder is not { } ladder)
        {
            return null;
        }

        ImmutableArray<BookLevel> bids = Side(ladder.Against(TradeSide.Sell), levels);
        ImmutableArray<BookLevel> asks = Side(ladder.Against(TradeSide.Buy), levels);
        Instant at = Instant.Min(now, ladder.Tick.LiveUntil);
        return faults.Standing(FaultKind.PriceCrossed, symbol) is null
            ? new OrderBook(bids, asks, at)
            : new OrderBook(asks, bids, at);
    }

    private PublishedQuote? Fresh(string symbol, Instant now)
    {
        if (books.Find(symbol)?.Ladder is not { } ladder)
        {
            return null;
        }

        Instant at = Instant.Min(now, ladder.Tick.LiveUntil);
        return new PublishedQuote(
            symbol, ladder.Tick.Mid, Best(ladder, TradeSide.Sell), Best(ladder, TradeSide.Buy), at);
    }

    private PublishedQuote Bend(PublishedQuote told)
    {
        decimal factor = faults.Standing(FaultKind.PriceZero, told.Symbol) is not null ? 0m
            : faults.Standing(FaultKind.PriceNegative, told.Symbol) is not null ? -1m
            : faults.Standing(FaultKind.PriceFactor, told.Symbol)?.Number ?? 1m;
        PublishedQuote bent = factor == 1m ? told : told with
        {
            Last = told.Last * factor,
            Bid = told.Bid with { Price = told.Bid.Price * factor },
            Ask = told.Ask with { Price = told.Ask.Price * factor },
        };
        return faults.Standing(FaultKind.PriceCrossed, told.Symbol) is null
            ? bent
            : bent with { Bid = bent.Ask, Ask = bent.Bid };
    }

    private static PublishedLevel Best(Ladder ladder, TradeSide taker)
    {
        foreach (LadderLevel level in ladder.Against(taker))
        {
            if (level.Size > 0m)
            {
                return new PublishedLevel(level.Price, level.Size);
            }
        }

        return default;
    }

    private static ImmutableArray<BookLevel> Side(ReadOnlySpan<LadderLevel> levels, int count)
    {
        var side = ImmutableArray.CreateBuilder<BookLevel>();
        foreach (LadderLevel level in levels)
        {
            if (level.Size > 0m && side.Count < count)
            {
                side.Add(new BookLevel(new Price(level.Price), new Quantity(level.Size)));
            }
        }

        return side.ToImmutable();
    }
}
