namespace Ballast.Numerics.Drift;

/// <summary>
/// Portfolios of one book by how far prices must part before a band can be left. <see cref="SlackReference"/> says why
/// nobody leaves before that; so a tick tests the few alone that are nearest, the smallest of several tiers, each of
/// which keeps about a thirty-second part of the one before and is read anew, a few portfolios a tick, before prices
/// have parted too far. None is missed; what is tested is tested in doubles.
/// </summary>
/// <remarks>Where prices jump farther than a tier was read for, the tick tests that whole tier, in the worst case the
/// book, and so it does where the book was changed but through the index.</remarks>
public sealed class SlackIndex
{
    private readonly DriftBook book;
    private readonly SlackTier first;
    private long version;
    private bool holds;

    /// <summary>Builds the index of a book.</summary>
    /// <param name="book">Portfolios; change them through <see cref="Hold"/> from now on.</param>
    /// <param name="prices">p, shape (N), each 1e-18 to 1e18.</param>
    public SlackIndex(DriftBook book, ReadOnlySpan<double> prices)
    {
        ArgumentNullException.ThrowIfNull(book);
        this.book = book;
        first = new SlackTier(book);
        Rebuild(prices);
    }

    /// <summary>How many portfolios the last tick tested.</summary>
    public int Tested { get; private set; }

    /// <summary>Whether ticks scan the whole book: build anew at the next quiet moment. Answers are right all the
    /// same.</summary>
    public bool IsWorn => !holds || version != book.Version;

    /// <summary>Reads the whole book at these prices, in time proportional to it.</summary>
    /// <param name="prices">p, shape (N), each 1e-18 to 1e18.</param>
    public void Rebuild(ReadOnlySpan<double> prices)
    {
        book.RequirePrices(prices);
        first.Build(prices);
        version = book.Version;
        holds = true;
        Tested = 0;
    }

    /// <summary>Takes over what a portfolio holds after a trade or a flow.</summary>
    /// <param name="portfolio">Its number from zero.</param>
    /// <param name="quantities">q, shape (N), each zero or 1e-18 to 1e18.</param>
    public void Hold(int portfolio, ReadOnlySpan<double> quantities)
    {
        book.Hold(portfolio, quantities);
        version++;
        first.Reread(portfolio);
    }

    /// <summary>Finds the portfolios that are outside their bands at these prices, all of them.</summary>
    /// <param name="prices">p, shape (N), each 1e-18 to 1e18.</param>
    /// <param name="outside">Their numbers, in no order; room for all portfolios.</param>
    /// <returns>How many there are.</returns>
    public int Outside(ReadOnlySpan<double> prices, Span<int> outside)
    {
        book.Require(prices, outside);
        SlackTier tested = Nearest(prices);
        Tested = tested.Count;
        return tested == first ? book.Outside(prices, outside) : tested.Outside(prices, outside);
    }

    // The smallest tier that holds all who may be outside.
    private SlackTier Nearest(ReadOnlySpan<double> prices)
    {
        SlackTier nearest = first;
        if (version != book.Version)
        {
            return nearest;
        }

        holds = true;
        for (SlackTier tier = first; tier.Next is { } next; tier = next)
        {
            bool tended = tier.Tend(prices);
            nearest = tended && nearest == tier ? next : nearest;
            holds &= tended || tier != first;
        }

        return nearest;
    }
}
