using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Lots;

/// <summary>
/// Walks through trades from the oldest to the newest and makes lots of them: what comes in is a lot with what was paid
/// for it, what goes out is taken from lots. A trade of two assets neither of which is the quote currency does both.
/// The accounts of a portfolio share their lots, so that a transfer between them changes nothing.
/// </summary>
internal sealed class LotWalk(Asset quote, LotMethod method)
{
    private readonly SortedDictionary<Asset, LotPool> pools = [];

    /// <summary>The lots of every asset that was traded but the quote currency.</summary>
    /// <param name="trades">Each once, in any order.</param>
    /// <param name="quote">The currency of costs.</param>
    /// <param name="method">Which units go first.</param>
    public static SortedDictionary<Asset, LotPool> Of(
        IEnumerable<(AccountId Account, PastTrade Trade)> trades, Asset quote, LotMethod method)
    {
        LotWalk walk = new(quote, method);
        foreach ((AccountId account, PastTrade trade) in InOrder(trades))
        {
            walk.Book(account, trade);
        }

        return walk.pools;
    }

    // Numbers of one market rise; two markets of one instant are taken in the order of their names.
    private static IEnumerable<(AccountId Account, PastTrade Trade)> InOrder(
        IEnumerable<(AccountId Account, PastTrade Trade)> trades) => trades
        .OrderBy(pair => pair.Trade.At)
        .ThenBy(pair => pair.Account)
        .ThenBy(pair => pair.Trade.Market, StringComparer.Ordinal)
        .ThenBy(pair => pair.Trade.TradeId.Length)
        .ThenBy(pair => pair.Trade.TradeId, StringComparer.Ordinal);

    private void Book(AccountId account, PastTrade trade)
    {
        Quantity paid = new(trade.Size.Value * trade.Price.Value);
        bool isBuy = trade.Side == TradeSide.Buy;
        (Asset inAsset, Quantity come) = isBuy ? (trade.Base, trade.Size) : (trade.Quote, paid);
        (Asset outAsset, Quantity gone) = isBuy ? (trade.Quote, paid) : (trade.Base, trade.Size);
        if (trade.IsFeeUntold)
        {
            Count(trade);
        }

        Money extra = Money.Zero;
        if (trade.FeeAsset.Equals(inAsset))
        {
            come -= trade.Fee;
        }
        else if (trade.FeeAsset.Equals(outAsset))
        {
            gone += trade.Fee;
        }
        else
        {
            extra = Charge(trade);
        }

        Money? value = ValueOf(trade, (inAsset, come), (outAsset, gone));
        Release(outAsset, gone, inAsset.Equals(quote) ? value - extra : value);
        Receive(account, trade, (inAsset, come), value + extra);
    }

    // What is counted in currency is exact; where neither side is the portfolio's, the market's own has a price or not.
    private Money? ValueOf(PastTrade trade, (Asset Asset, Quantity Units) come, (Asset Asset, Quantity Units) gone)
    {
        if (gone.Asset.Equals(quote))
        {
            return new Money(gone.Units.Value);
        }

        if (come.Asset.Equals(quote))
        {
            return new Money(come.Units.Value);
        }

        Quantity currency = come.Asset.Equals(trade.Quote) ? come.Units : gone.Units;
        return trade.Rate is { } rate && rate.In.Equals(quote) ? currency * rate.Price : null;
    }

    // A fee in a third asset costs what those units had cost: no price of that moment is needed, and no cost gets lost.
    private Money Charge(PastTrade trade)
    {
        if (trade.Fee.IsZero || trade.FeeAsset.Equals(quote))
        {
            return new Money(trade.Fee.Value);
        }

        if (trade.Fee.Sign < 0)
        {
            Count(trade);
            return Money.Zero;
        }

        TakenUnits taken = PoolOf(trade.FeeAsset).Take(trade.Fee);
        if (taken.Known < trade.Fee)
        {
            Count(trade);
        }

        return taken.Cost;
    }

    private void Count(PastTrade trade) => PoolOf(trade.Base.Equals(quote) ? trade.Quote : trade.Base).UncountedFees++;

    private void Release(Asset asset, Quantity units, Money? proceeds)
    {
        if (asset.Equals(quote) || units.Sign <= 0)
        {
            return;
        }

        LotPool pool = PoolOf(asset);
        TakenUnits taken = pool.Take(units);
        if (proceeds is { } earned)
        {
            pool.Realised += (earned * LotPool.Fraction(taken.Known, units)) - taken.Cost;
            pool.SoldWithoutCost += units - taken.Known;
        }
        else
        {
            pool.SoldWithoutCost += units;
        }
    }

    private void Receive(AccountId account, PastTrade trade, (Asset Asset, Quantity Units) come, Money? cost)
    {
        if (come.Asset.Equals(quote) || come.Units.Sign <= 0)
        {
            return;
        }

        PoolOf(come.Asset).Add(new Lot
        {
            Account = account,
            Market = trade.Market,
            TradeId = trade.TradeId,
            At = trade.At,
            Units = come.Units,
            Cost = cost,
        });
    }

    private LotPool PoolOf(Asset asset)
    {
        if (!pools.TryGetValue(asset, out LotPool? pool))
        {
            pools[asset] = pool = new LotPool(method);
        }

        return pool;
    }
}
