using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Lots;

/// <summary>Trades of one account, a day apart, written short.</summary>
internal sealed class Trades
{
    public static readonly AccountId Account = new("here");
    public static readonly Asset Usdc = new("USDC");
    public static readonly Asset Btc = new("BTC");
    public static readonly Asset Eth = new("ETH");
    public static readonly Asset Bnb = new("BNB");

    private readonly List<(AccountId, PastTrade)> made = [];

    public Trades Buy(Asset asset, decimal size, decimal price) => Add(TradeSide.Buy, asset, size, price);

    public Trades Sell(Asset asset, decimal size, decimal price) => Add(TradeSide.Sell, asset, size, price);

    /// <summary>A fee on the last trade.</summary>
    public Trades Charged(decimal fee, Asset asset) =>
        Last(trade => trade with { Fee = new Quantity(fee), FeeAsset = asset });

    /// <summary>Nobody said what the last trade was charged.</summary>
    public Trades FeeUntold() => Last(trade => trade with { IsFeeUntold = true });

    /// <summary>The last trade was against another asset, worth so much if anybody knows.</summary>
    public Trades Against(Asset currency, decimal? worth) => Last(trade => trade with
    {
        Quote = currency,
        FeeAsset = trade.Fee.IsZero ? currency : trade.FeeAsset,
        Rate = worth is { } price ? new QuoteRate(Usdc, new Price(price)) : null,
    });

    public LotSheet Held(LotMethod method, params (Asset Asset, decimal Units)[] held) => LotSheet.Of(
        [.. made],
        held.ToDictionary(one => one.Asset, one => new Quantity(one.Units)),
        asset => asset.Equals(Bnb) ? null : new Price(200m),
        (Usdc, method));

    private Trades Add(TradeSide side, Asset asset, decimal size, decimal price)
    {
        made.Add((Account, new PastTrade
        {
            TradeId = $"{made.Count + 1}",
            Base = asset,
            Quote = Usdc,
            Side = side,
            Size = new Quantity(size),
            Price = new Price(price),
            Fee = Quantity.Zero,
            FeeAsset = Usdc,
            At = Instant.FromUtc(2025, 1, 1, 0, 0) + Duration.FromDays(made.Count),
        }));
        return this;
    }

    private Trades Last(Func<PastTrade, PastTrade> change)
    {
        made[^1] = (Account, change(made[^1].Item2));
        return this;
    }
}
