using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Accounts;

namespace Ballast.PaperExchange.Matching;

/// <summary>A fee and the asset it is charged in.</summary>
internal readonly record struct Charge(Asset Asset, decimal Amount);

/// <summary>A trade as far as its fee depends on it.</summary>
internal readonly record struct ChargedTrade(
    Instrument Instrument, TradeSide Side, decimal Price, decimal Size, bool IsMaker);

/// <summary>Works out fees; amounts are cut to eight decimals, toward zero.</summary>
internal static class FeeDesk
{
    private const decimal Unit = 0.00000001m;

    /// <summary>The fee of one trade.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="terms">The account's terms.</param>
    /// <param name="free">What the account has free of an asset after the trade itself is booked.</param>
    /// <param name="thirdPrice">Price of the third asset in the market's quote; zero where it has none.</param>
    public static Charge Of(ChargedTrade trade, FeeTerms terms, Func<Asset, decimal> free, decimal thirdPrice)
    {
        decimal rate = trade.IsMaker ? terms.MakerRate : terms.TakerRate;
        decimal notional = trade.Price * trade.Size;
        Charge received = trade.Side == TradeSide.Buy
            ? new Charge(trade.Instrument.Base, Cut(trade.Size * rate))
            : new Charge(trade.Instrument.Quote, Cut(notional * rate));
        Charge wanted = terms.ChargedIn switch
        {
            FeeCharge.Base => new Charge(trade.Instrument.Base, Cut(trade.Size * rate)),
            FeeCharge.Quote => new Charge(trade.Instrument.Quote, Cut(notional * rate)),
            FeeCharge.Third when terms.ThirdAsset is { } third && thirdPrice > 0m =>
                new Charge(third, Cut(notional * rate / thirdPrice)),
            _ => received,
        };
        return free(wanted.Asset) >= wanted.Amount ? wanted : received;
    }

    private static decimal Cut(decimal amount) => Math.Sign(amount) * Rounding.Down(Math.Abs(amount), Unit);
}
