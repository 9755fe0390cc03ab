namespace Ballast.Server.Features.Lots;

/// <summary>Which trade is to be retracted.</summary>
/// <param name="TradeId">The venue's number of it.</param>
/// <param name="Market">Its market, such as <c>BTC/USDC</c>; may be left out where the number is known on one market
/// alone.</param>
public sealed record RetractedTrade(string TradeId, string? Market);
