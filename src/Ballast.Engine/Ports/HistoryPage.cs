namespace Ballast.Engine.Ports;

/// <summary>One piece of a market's trades.</summary>
/// <param name="Page">The trades, and where the next read begins.</param>
/// <param name="Remains">Whether there is more behind it.</param>
public sealed record HistoryPage(TradePage Page, HistoryRemains Remains);

/// <summary>Whether more trades follow.</summary>
public enum HistoryRemains
{
    /// <summary>That was the last of them.</summary>
    Nothing = 0,

    /// <summary>The next read has more, or finds that there is none.</summary>
    More = 1,
}
