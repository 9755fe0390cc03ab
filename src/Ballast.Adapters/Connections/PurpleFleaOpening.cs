using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Engine;

namespace Ballast.Adapters.Connections;

/// <summary>Opens accounts of agents. Nothing is asked before the engine asks.</summary>
internal static class PurpleFleaOpening
{
    // Such venues take orders of policies that trade paper money.
    private const string LocalVenue = "paper-purpleflea";
    private const string LiveVenue = "purpleflea";

    /// <summary>Opens one.</summary>
    public static ConnectionOpening.Opened Open(
        PurpleFleaConnection connection,
        ImmutableDictionary<SecretName, Secret> secrets,
        ConnectionSurroundings surroundings)
    {
        PurpleFleaOptions options = new()
        {
            Account = connection.Account,
            Address = connection.Address,
            Agent = connection.Agent,
            Key = secrets[connection.Token],
            Holds = surroundings.Holds,
            Venue = connection.Network switch
            {
                VenueNetwork.Live => LiveVenue,
                VenueNetwork.Local => LocalVenue,
                VenueNetwork.Testnet or VenueNetwork.Demo =>
                    throw new System.Diagnostics.UnreachableException("it has no such network"),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
        };
        return new ConnectionOpening.Opened(connection.Holds switch
        {
            FleaHoldings.Services =>
                Services(connection, PurpleFleaVenue.OverNetwork(options, surroundings.Clocks)),
            FleaHoldings.Wallet =>
                Wallet(connection, PurpleFleaWallet.OverNetwork(options, surroundings.Clocks)),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    private static ConnectedAccount Services(PurpleFleaConnection connection, PurpleFleaVenue venue) => new()
    {
        Account = connection.Account,
        Ports = Guarded(connection, new AccountPorts
        {
            Balances = venue.Balances,
            Orders = venue.Orders,
            Catalog = venue.Catalog,
            Changes = venue.Changes,
            Positions = venue.Positions,
            Hedges = venue.Hedges,
        }),
        Prices = venue.Prices,
        Candles = venue.Candles,
        History = new TradeHistoryAccess.NotReadable(
            "services are no purchases: what goes into one and comes out of it is USDC at a price of one"),
        Text = TextOf(connection),
        Part = venue,
    };

    private static ConnectedAccount Wallet(PurpleFleaConnection connection, PurpleFleaWallet venue) => new()
    {
        Account = connection.Account,
        Ports = Guarded(connection, new AccountPorts
        {
            Balances = venue.Balances,
            Orders = venue.Orders,
            Catalog = venue.Catalog,
        }),
        Prices = venue.Prices,
        History = new TradeHistoryAccess.NotReadable(
            "the agent's log tells how much of each coin came and went, and neither price nor fee of a trade"),
        Text = TextOf(connection),
        Part = venue,
    };

    private static AccountPorts Guarded(PurpleFleaConnection connection, AccountPorts ports)
    {
        FleaTokenInspector token = new(connection);
        return ports with
        {
            Keys = token,
            Hold = () => token.Faults.FirstOrDefault(),
            Whole = connection.Whole,
        };
    }

    private static string TextOf(PurpleFleaConnection connection) => connection.Network == VenueNetwork.Local
        ? $"{connection.Identity} at {connection.Address.Authority}"
        : connection.Identity;
}
