using System.Collections.Immutable;
using Ballast.Core.Amounts;
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

    /// <summary>With a trade of a file; one whose market and number are known adds a rate or a fee that was not said
    /// before, and nothing else.</summary>
    public TradeHistory With(PastTrade trade) => With(trade, new TradeOrigin.File(""), null);

    /// <summary>With a market read that far.</summary>
    public TradeHistory With(TradeMark mark) => With(
        mark.Market, Markets.GetValueOrDefault(mark.Market, MarketHistory.Empty) with { ReadThrough = mark.Through });

    /// <summary>With a trade by somebody's word; this very history where that says nothing new.</summary>
    internal TradeHistory With(PastTrade trade, TradeOrigin origin, Asset? currency)
    {
        MarketHistory market = Markets.GetValueOrDefault(trade.Market, MarketHistory.Empty);
        MarketHistory after = market.With(trade, origin, currency);
        return ReferenceEquals(after, market) ? this : With(trade.Market, after);
    }

    /// <summary>As if a file had not told of a trade; as if none had where it is <see langword="null"/>.</summary>
    internal TradeHistory Retracted(TradeName name, string? file, Asset? currency) =>
        Markets.TryGetValue(name.Market, out MarketHistory? market)
            ? With(name.Market, market.Retracted(name.TradeId, file, currency))
            : this;

    private TradeHistory With(string name, MarketHistory market) =>
        this with { Markets = market.IsEmpty ? Markets.Remove(name) : Markets.SetItem(name, market) };
}
