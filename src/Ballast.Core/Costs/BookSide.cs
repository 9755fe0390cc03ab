using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.Core.Costs;

/// <summary>The side of a book that a trade takes from: asks for a buy, bids for a sell. Prices are in the market's
/// quote asset.</summary>
internal sealed class BookSide
{
    private readonly ImmutableArray<BookLevel> levels;
    private readonly decimal middle;
    private readonly decimal quotePrice;

    private BookSide(ImmutableArray<BookLevel> levels, decimal middle, decimal quotePrice)
    {
        this.levels = levels;
        this.middle = middle;
        this.quotePrice = quotePrice;
    }

    /// <summary>The best price of the side.</summary>
    public decimal Best => levels[0].Price.Value;

    /// <summary>Whether both sides were visible, so that the spread is known.</summary>
    public bool HasSpread => middle > 0m;

    /// <summary>The side a trade takes from, or <see langword="null"/> where it is empty or worthless.</summary>
    public static BookSide? Of(OrderBook book, TradeSide side, Price quotePrice)
    {
        ImmutableArray<BookLevel> own = side == TradeSide.Buy ? book.Asks : book.Bids;
        ImmutableArray<BookLevel> other = side == TradeSide.Buy ? book.Bids : book.Asks;
        if (own.IsDefaultOrEmpty || own[0].Price.Value <= 0m || quotePrice.Value <= 0m)
        {
            return null;
        }

        decimal middle = other.IsDefaultOrEmpty ? 0m : (own[0].Price.Value + other[0].Price.Value) / 2m;
        return new BookSide(own, middle, quotePrice.Value);
    }

    /// <summary>What spread and impact cost for a notional in the portfolio's quote currency, taken at the middle
    /// price.</summary>
    public BookCost Walk(decimal notional)
    {
        decimal reference = HasSpread ? middle : Best;
        decimal size = notional / quotePrice / reference;
        decimal spread = size * Math.Abs(Best - reference) * quotePrice;
        decimal impact = size * Math.Abs(Average(size) - Best) * quotePrice;
        return new BookCost(spread, impact);
    }

    /// <summary>The average price of taking a size; beyond the last visible level at that level's price.</summary>
    public decimal Average(decimal size)
    {
        decimal left = size;
        decimal paid = 0m;
        foreach (BookLevel level in levels)
        {
            decimal taken = Math.Min(left, level.Size.Value);
            paid += taken * level.Price.Value;
            left -= taken;
            if (left == 0m)
            {
                break;
            }
        }

        paid += left * levels[^1].Price.Value;
        return size == 0m ? Best : paid / size;
    }

    /// <summary>
    /// What spread and impact cost per notional, level by level and none below the one before, as far as a notional
    /// reaches; the last visible level has no end. The sum over parts is what <see cref="Walk"/> gives.
    /// </summary>
    public IEnumerable<(decimal Width, decimal Rate)> Parts(decimal most)
    {
        decimal reference = HasSpread ? middle : Best;
        decimal left = most;
        decimal rate = 0m;
        for (int i = 0; i < levels.Length && left > 0m; i++)
        {
            decimal worth = levels[i].Size.Value * reference * quotePrice;
            decimal width = i == levels.Length - 1 ? left : Math.Min(left, worth);
            rate = Math.Max(rate, Math.Abs(levels[i].Price.Value - reference) / reference);
            left -= width;
            if (width > 0m)
            {
                yield return (width, rate);
            }
        }
    }

    /// <summary>Units offered at prices no worse than a limit.</summary>
    public decimal Depth(decimal limit, TradeSide side)
    {
        decimal depth = 0m;
        foreach (BookLevel level in levels)
        {
            bool inside = side == TradeSide.Buy ? level.Price.Value <= limit : level.Price.Value >= limit;
            if (!inside)
            {
                break;
            }

            depth += level.Size.Value;
        }

        return depth;
    }
}

/// <summary>What taking from a book costs, in the portfolio's quote currency.</summary>
/// <param name="Spread">Distance from the middle to the best price, times size.</param>
/// <param name="Impact">Distance from the best to the average price, times size.</param>
internal readonly record struct BookCost(decimal Spread, decimal Impact);
