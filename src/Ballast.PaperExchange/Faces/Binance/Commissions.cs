using System.Text.Json.Nodes;
using Ballast.PaperExchange.Accounts;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>An account's rates as Binance writes them.</summary>
internal static class Commissions
{
    /// <summary>The rates; an order's and an account's differ in the ends of their names.</summary>
    public static JsonObject Of(FeeTerms fees, string suffix) => new()
    {
        ["standardCommission" + suffix] = Rates(fees.MakerRate, fees.TakerRate, suffix),
        ["specialCommission" + suffix] = Rates(0m, 0m, suffix),
        ["taxCommission" + suffix] = Rates(0m, 0m, suffix),
        ["discount"] = new JsonObject
        {
            ["enabledForAccount"] = false,
            ["enabledForSymbol"] = false,
            ["discountAsset"] = "BNB",
            ["discount"] = BinanceJson.Number(0m),
        },
    };

    private static JsonObject Rates(decimal maker, decimal taker, string suffix)
    {
        var rates = new JsonObject { ["maker"] = BinanceJson.Number(maker), ["taker"] = BinanceJson.Number(taker) };
        if (suffix.Length == 0)
        {
            rates["buyer"] = BinanceJson.Number(0m);
            rates["seller"] = BinanceJson.Number(0m);
        }

        return rates;
    }
}
