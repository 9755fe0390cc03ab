namespace Ballast.PaperExchange.Publishing;

/// <summary>
/// One follower of a market's book: which levels have changed since it was last told. It collects between two
/// questions, so that a level that moved and moved back is told as well: somebody may have seen it in between.
/// </summary>
public sealed class DepthTap
{
    internal DepthTap(string symbol, long from)
    {
        Symbol = symbol;
        ToldUntil = from;
    }

    /// <summary>The market.</summary>
    public string Symbol { get; }

    /// <summary>The number up to which it has been told.</summary>
    public long ToldUntil { get; internal set; }

    internal SortedSet<decimal> Bids { get; } = [];

    internal SortedSet<decimal> Asks { get; } = [];
}
