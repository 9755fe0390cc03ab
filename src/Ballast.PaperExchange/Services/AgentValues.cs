namespace Ballast.PaperExchange.Services;

/// <summary>Values services at the exchange's own mid prices, in USDC.</summary>
internal sealed class AgentValues(AgentMarket market)
{
    /// <summary>The value of a service, to the last unit and not above what it is.</summary>
    public decimal Of(AgentAccount account, string service) => AgentUnits.Cut(service switch
    {
        ServiceNames.Wallet => WalletOf(account),
        ServiceNames.Trading => TradingOf(account),
        _ => account.Cash(service),
    });

    /// <summary>The wallet's holdings that are not zero, by asset.</summary>
    public static IEnumerable<KeyValuePair<string, decimal>> WalletHoldings(AgentAccount account)
    {
        const string Prefix = ServiceNames.Wallet + "/";
        return account.Holdings
            .Where(holding => holding.Value != 0m && holding.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(holding => KeyValuePair.Create(holding.Key[Prefix.Length..], holding.Value));
    }

    /// <summary>Today's return so far, before something moves, with the mark that goes on from there.</summary>
    public ReturnMark? MarkBefore(AgentAccount account, string service)
    {
        if (account.Marks.GetValueOrDefault(service) is not { } mark)
        {
            return null;
        }

        decimal value = Of(account, service);
        return new ReturnMark(value, mark.Value > 0m ? mark.Growth * value / mark.Value : mark.Growth);
    }

    private decimal WalletOf(AgentAccount account) =>
        WalletHoldings(account).Sum(holding => holding.Value * market.MidOf(holding.Key));

    private decimal TradingOf(AgentAccount account) => account.Cash(ServiceNames.Trading)
        + account.Orders.Sum(order => order.Reserved)
        + account.Positions.Sum(position => position.WorthAt(market.MidOf(PerpMarkets.AssetOf(position.Market))));
}
