using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Lots;

/// <summary>What a portfolio's holdings cost, as far as its trades are known.</summary>
/// <param name="Quote">The currency of all amounts.</param>
/// <param name="Method">Which units went first.</param>
/// <param name="Trades">How many trades are known.</param>
/// <param name="Lines">One for each asset that is held or was traded, in ordinal order.</param>
public sealed record LotSheet(Asset Quote, LotMethod Method, int Trades, ImmutableArray<LotLine> Lines)
{
    /// <summary>
    /// Makes lots of trades and holds them against what is there. More in lots than is held was withdrawn, or sold
    /// unseen: by the same method it is taken out, without a gain. Less in lots than is held stays uncovered.
    /// </summary>
    /// <param name="trades">Each once, in any order.</param>
    /// <param name="held">Units of each asset, free and locked, over all accounts.</param>
    /// <param name="priceOf">The price of an asset in the quote currency; <see langword="null"/> where there is
    /// none.</param>
    /// <param name="terms">The quote currency, and which units go first.</param>
    public static LotSheet Of(
        ImmutableArray<(AccountId Account, PastTrade Trade)> trades,
        IReadOnlyDictionary<Asset, Quantity> held,
        Func<Asset, Price?> priceOf,
        (Asset Quote, LotMethod Method) terms)
    {
        SortedDictionary<Asset, LotPool> pools = LotWalk.Of(trades, terms.Quote, terms.Method);
        IEnumerable<Asset> assets = held.Where(pair => !pair.Value.IsZero).Select(pair => pair.Key)
            .Union(pools.Keys).Where(asset => !asset.Equals(terms.Quote)).Order();
        return new LotSheet(
            terms.Quote,
            terms.Method,
            trades.Length,
            [
                .. assets.Select(asset => Line(
                    asset,
                    held.GetValueOrDefault(asset),
                    pools.GetValueOrDefault(asset) ?? new LotPool(terms.Method),
                    priceOf(asset))),
            ]);
    }

    private static LotLine Line(Asset asset, Quantity held, LotPool pool, Price? price)
    {
        Quantity gone = Quantity.Max(Quantity.Zero, pool.Units - Quantity.Max(Quantity.Zero, held));
        pool.Take(gone);
        ImmutableArray<Lot> lots = pool.Lots;
        Quantity covered = pool.Units;
        Quantity costed = new(lots.Where(lot => lot.Cost is not null).Sum(lot => lot.Units.Value));
        Money cost = new(lots.Sum(lot => lot.Cost?.Value ?? 0m));
        return new LotLine
        {
            Asset = asset,
            Held = held,
            Covered = covered,
            Uncovered = held - covered,
            WithoutCost = covered - costed,
            Cost = cost,
            Price = price,
            Unrealised = price is { } known ? (costed * known) - cost : null,
            Realised = pool.Realised,
            SoldWithoutCost = pool.SoldWithoutCost,
            MovedOut = gone,
            UncountedFees = pool.UncountedFees,
            Lots = lots,
        };
    }
}
