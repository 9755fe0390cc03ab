using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Engine;

namespace Ballast.Adapters.Connections;

/// <summary>Opens accounts at Binance Spot.</summary>
internal static class BinanceOpening
{
    // Such a venue takes orders of policies that trade paper money.
    private const string LocalVenue = "paper-binance";

    /// <summary>Opens one.</summary>
    public static Task<ConnectionOpening> OpenAsync(
        BinanceConnection connection,
        ImmutableDictionary<SecretName, Secret> secrets,
        ConnectionSurroundings surroundings,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        BinanceSpotVenue venue = BinanceSpotVenue.OverNetwork(
            new BinanceSpotOptions
            {
                Account = connection.Account,
                Address = connection.Addresses.Rest,
                ApiKey = secrets[connection.Key],
                ApiSecret = secrets[connection.Secret],
                Venue = VenueOf(connection.Network),
            },
            surroundings.Clocks);
        return Task.FromResult<ConnectionOpening>(new ConnectionOpening.Opened(Connected(connection, venue)));
    }

    // Orders go to something on this machine alone: nothing else has been proven fit for them.
    private static ConnectedAccount Connected(BinanceConnection connection, BinanceSpotVenue venue)
    {
        bool isLocal = connection.Network == VenueNetwork.Local;
        return new ConnectedAccount
        {
            Account = connection.Account,
            Ports = new AccountPorts
            {
                Balances = venue.Balances,
                Orders = isLocal ? venue.Orders : null,
                Catalog = venue.Catalog,
                Books = venue.Books,
            },
            Prices = venue.Prices,
            Candles = venue.Candles,
            Text = isLocal
                ? $"{connection.Identity} at {connection.Addresses.Rest.Authority}"
                : $"{connection.Identity}, read-only",
            Part = venue,
        };
    }

    private static string VenueOf(VenueNetwork network) => network switch
    {
        VenueNetwork.Live => "binance",
        VenueNetwork.Testnet or VenueNetwork.Demo => "binance-testnet",
        VenueNetwork.Local => LocalVenue,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
