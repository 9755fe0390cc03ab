using Ballast.Core.Lots;
using Ballast.Engine.Lots;

namespace Ballast.Server.Features.Lots;

/// <summary>What became of trades that were handed in.</summary>
/// <param name="Added">How many were not known.</param>
/// <param name="Known">How many were.</param>
/// <param name="WithoutRate">How many of both have no cost, because nobody said what their currency was worth; hand
/// them in again with it.</param>
public sealed record ImportReply(int Added, int Known, int WithoutRate)
{
    /// <summary>Of how many trades of the account a file of the same name had told before, so that they rest on its
    /// word.</summary>
    public int ToldBefore { get; init; }

    /// <summary>How many of those are among the ones that were handed in.</summary>
    public int ToldAgain { get; init; }

    /// <summary>Of what was taken in.</summary>
    /// <param name="done">The outcome.</param>
    /// <param name="wish">What was handed in.</param>
    /// <param name="before">What was known before it.</param>
    public static ImportReply Of(ImportOutcome.Imported done, TradesWish wish, TradeHistory before) =>
        new(done.Added, done.Known, done.WithoutRate)
        {
            ToldBefore = before.Markets.Values.Sum(market => market.Files.Values.Count(wish.IsOfSource)),
            ToldAgain = wish.Trades.Count(trade =>
                before.Markets.TryGetValue(PastTrade.MarketOf(trade.Base, trade.Quote), out MarketHistory? market)
                && market.Files.TryGetValue(trade.TradeId, out var words)
                && wish.IsOfSource(words)),
        };
}
