using System.Collections.Immutable;
using Ballast.Core;

namespace Ballast.Engine.Lots;

/// <summary>Finds what a retraction names.</summary>
internal static class RetractionCheck
{
    /// <summary>Each trade once with its market, or why there is none of that name.</summary>
    public static (ImmutableArray<TradeName> Found, int Left, Reason? Objection) Of(
        TradeHistory known, TradeRetraction wish)
    {
        var found = ImmutableArray.CreateBuilder<TradeName>();
        int left = 0;
        foreach (TradeName name in wish.Trades.Distinct())
        {
            string[] markets =
            [
                .. known.Markets
                    .Where(market => (name.Market.Length == 0 || market.Key == name.Market)
                        && market.Value.Trades.ContainsKey(name.TradeId))
                    .Select(market => market.Key),
            ];
            Reason? objection = Objection(known, (name, wish.Source), markets);
            if (objection is null)
            {
                found.Add(name with { Market = markets[0] });
            }
            else if (wish.Others == UntoldTrades.Refused)
            {
                return ([], 0, objection);
            }
            else
            {
                left++;
            }
        }

        return ([.. found.Distinct()], left, null);
    }

    private static Reason? Objection(TradeHistory known, (TradeName Name, string? File) wish, string[] markets)
    {
        string number = wish.Name.TradeId;
        return markets switch
        {
            [] => new Reason(
                "no-such-trade",
                $"no trade {number}{(wish.Name.Market.Length > 0 ? $" of {wish.Name.Market}" : "")} is known"),
            [var market] when known.Markets[market].IsToldBy(number, wish.File) => null,
            [var market] => new Reason(
                "not-from-a-file",
                known.Markets[market].IsToldBy(number, null)
                    ? $"trade {number} of {market} was told by another file than {wish.File}"
                    : $"trade {number} of {market} was told by the venue or is of an order of ours, which nobody "
                        + "takes back"),
            _ => new Reason(
                "trade-ambiguous",
                $"trade {number} is known on {string.Join(", ", markets)}: say of which market it is"),
        };
    }
}
