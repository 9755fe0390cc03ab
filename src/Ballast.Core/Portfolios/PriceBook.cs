using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Guards;

namespace Ballast.Core.Portfolios;

/// <summary>The quotes of one observation by asset, judged when they are asked for, once each.</summary>
internal sealed class PriceBook
{
    private readonly Dictionary<Asset, ImmutableArray<PriceQuote>> quotes;
    private readonly Asset quote;
    private readonly Func<Asset, ImmutableArray<PriceQuote>, PriceVerdict> judge;
    private readonly SortedDictionary<Asset, PriceVerdict> verdicts = [];

    internal PriceBook(
        ImmutableArray<PriceQuote> prices, Asset quote, Func<Asset, ImmutableArray<PriceQuote>, PriceVerdict> judge)
    {
        quotes =
            prices.GroupBy(price => price.Asset).ToDictionary(group => group.Key, group => group.ToImmutableArray());
        this.quote = quote;
        this.judge = judge;
    }

    /// <summary>Every price accepted so far, the quote's own left out.</summary>
    internal IEnumerable<KeyValuePair<Asset, Price>> Accepted => verdicts
        .Where(pair => pair.Value is PriceVerdict.Accepted && !pair.Key.Equals(quote))
        .Select(pair => KeyValuePair.Create(pair.Key, ((PriceVerdict.Accepted)pair.Value).Price));

    /// <summary>Every asset that a price of was refused as a jump so far.</summary>
    internal IEnumerable<Asset> Doubted => verdicts
        .Where(pair => pair.Value is PriceVerdict.Refused { IsJump: true }).Select(pair => pair.Key);

    /// <summary>The quote is worth one by definition; everything else what its quotes say.</summary>
    internal PriceVerdict this[Asset asset]
    {
        get
        {
            if (asset.Equals(quote))
            {
                return new PriceVerdict.Accepted(Price.One);
            }

            if (!verdicts.TryGetValue(asset, out PriceVerdict? verdict))
            {
                verdict = judge(asset, quotes.GetValueOrDefault(asset, []));
                verdicts.Add(asset, verdict);
            }

            return verdict;
        }
    }
}
