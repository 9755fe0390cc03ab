namespace Ballast.Engine.Lots;

/// <summary>Which trade of an account.</summary>
/// <param name="Market">Its market, such as <c>BTC/USDC</c>.</param>
/// <param name="TradeId">The venue's number of it there.</param>
public sealed record TradeName(string Market, string TradeId);
