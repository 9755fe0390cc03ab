using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Lots;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Server.Features.Lots;

/// <summary>Which trades of an account are known.</summary>
/// <param name="Id">The account.</param>
/// <param name="Quote">The currency of the portfolio that has it; null where none does.</param>
/// <param name="Items">By market.</param>
public sealed record KnownTradesReply(AccountId Id, Asset? Quote, IReadOnlyList<KnownMarket> Items)
{
    /// <summary>Of an account.</summary>
    public static KnownTradesReply Of(PortfolioEngine engine, AccountId account)
    {
        TradeHistory history = engine.TradesOf(account);
        PortfolioView? owner = engine.View.Portfolios.FirstOrDefault(view => view.Policy.Accounts.Contains(account));
        return new KnownTradesReply(
            account,
            owner?.Policy.Quote,
            [
                .. history.Markets.Select(market => new KnownMarket(
                    market.Key,
                    market.Value.Trades.Count,
                    market.Value.ReadThrough,
                    market.Value.Trades.Values.Select(trade => (Instant?)trade.At).Min())
                {
                    Last = market.Value.Trades.Values.Select(trade => (Instant?)trade.At).Max(),
                }),
            ]);
    }
}
