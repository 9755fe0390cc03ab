using System.Collections.Immutable;
using Ballast.Core.Lots;

namespace Ballast.Engine.Lots;

/// <summary>Every trade of one account that is known: its own orders', and what was imported.</summary>
public sealed record TradeHistory
{
    /// <summary>No trade is known.</summary>
    public static TradeHistory Empty { get; } = new();

    /// <summary>By market, such as <c>BTC/USDC</c>.</summary>
    public ImmutableSortedDictionary<string, MarketHistory> Markets { get; init; } =
        ImmutableSortedDictionary.Create<string, MarketHistory>(StringComparer.Ordinal);

    /// <summary>The trade of a market and number; <see langword="null"/> where it is not known.</summary>
    public PastTrade? Find(PastTrade like) =>
        Markets.GetValueOrDefault(like.Market)?.Trades.GetValueOrDefault(like.TradeId);

    /// <summary>With a trade; one whose market and number are known adds a rate or a fee that was not said before, and
    /// nothing else.</summary>
    public TradeHistory With(PastTrade trade)
    {
        MarketHistory market = Markets.GetValueOrDefault(trade.Market, MarketHistory.Empty);
        PastTrade? before = market.Trades.GetValueOrDefault(trade.TradeId);
        PastTrade after = before?.CompletedBy(trade) ?? trade;
        return after.Equals(before)
            ? this
            : With(trade.Market, market with { Trades = market.Trades.SetItem(trade.TradeId, after) });
    }

    /// <summary>With a market read that far.</summary>
    public TradeHistory With(TradeMark mark) => With(
        mark.Market, Markets.GetValueOrDefault(mark.Market, MarketHistory.Empty) with { ReadThrough = mark.Through });

    private TradeHistory With(string name, MarketHistory market) =>
        this with { Markets = Markets.SetItem(name, market) };
}
