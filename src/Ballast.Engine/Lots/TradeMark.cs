namespace Ballast.Engine.Lots;

/// <summary>How far the venue's own list of a market's trades has been read.</summary>
/// <param name="Market">The market, such as <c>BTC/USDC</c>.</param>
/// <param name="Through">The venue's watermark: the next read begins behind it.</param>
public sealed record TradeMark(string Market, string Through);
