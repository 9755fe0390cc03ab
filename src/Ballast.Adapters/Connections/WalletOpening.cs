using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Wallets;
using Ballast.Engine;

namespace Ballast.Adapters.Connections;

/// <summary>Opens wallets: their ports have balances and nothing else.</summary>
internal static class WalletOpening
{
    /// <summary>Opens one.</summary>
    public static ConnectionOpening.Opened Open(
        WalletConnection connection,
        ImmutableDictionary<SecretName, Secret> secrets,
        ConnectionSurroundings surroundings)
    {
        string key = connection.Key is { } name ? Uri.EscapeDataString(secrets[name].Reveal()) : "";
        WalletVenue wallet = new(
            new WalletOptions
            {
                Account = connection.Account,
                Chain = connection.Chain,
                Address = connection.Address,
                Tokens = connection.Tokens,
                Holds = surroundings.Holds,
                Endpoints =
                [
                    .. connection.Endpoints.Select(endpoint => new Uri(
                        endpoint.Replace(WalletConnection.KeyPlace, key, StringComparison.Ordinal))),
                ],
            },
            surroundings.Clocks);
        return new ConnectionOpening.Opened(new ConnectedAccount
        {
            Account = connection.Account,
            Ports = new AccountPorts { Balances = wallet },
            History = new TradeHistoryAccess.NotReadable("a wallet holds coins and trades nothing"),
            Text = $"{connection.Chain.Name} wallet, counted only",
            Part = wallet,
        });
    }
}
