using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>
/// What the services would have returned on days before the agent came: by their seeds, and for the wallet by the
/// prices of a constant mix of what it begins with, a fifth in each coin and the rest in USDC.
/// </summary>
internal sealed class PastReturns
{
    private const decimal CoinShare = 0.2m;
    private const decimal Unit = 0.000000000001m;

    private readonly ulong seed;
    private readonly Lazy<Dictionary<long, decimal>> walletReturns;

    public PastReturns(AgentMarket market, ImmutableArray<string> coins, ulong seed, long firstDay, long lastDay)
    {
        this.seed = seed;
        walletReturns = new Lazy<Dictionary<long, decimal>>(() => WalletReturns(market, coins, firstDay, lastDay));
    }

    public decimal Of(string service, long day) => service == ServiceNames.Wallet
        ? walletReturns.Value.GetValueOrDefault(day)
        : SeededReturns.Of(seed, service, day);

    private static Dictionary<long, decimal> WalletReturns(
        AgentMarket market, ImmutableArray<string> coins, long firstDay, long lastDay)
    {
        Dictionary<long, decimal> returns = [];
        foreach (string coin in coins)
        {
            Candle? before = null;
            foreach (Candle candle in market.Closes(coin, firstDay - 1, lastDay))
            {
                if (before is not null && candle.End - before.End == Duration.FromDays(1))
                {
                    decimal rate = CoinShare * ((candle.Close.Value / before.Close.Value) - 1m);
                    long day = AgentMarket.DayOf(candle.End) - 1;
                    returns[day] = returns.GetValueOrDefault(day)
                        + (Math.Sign(rate) * Rounding.Down(Math.Abs(rate), Unit));
                }

                before = candle;
            }
        }

        return returns;
    }
}
