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

    private static readonly TimeSpan MarketsAge = TimeSpan.FromMinutes(15);

    /// <summary>Opens one; a key that can do more than trade is refused.</summary>
    public static async Task<ConnectionOpening> OpenAsync(
        BinanceConnection connection,
        ImmutableDictionary<SecretName, Secret> secrets,
        ConnectionSurroundings surroundings,
        CancellationToken cancellation)
    {
        BinanceSpotVenue venue = Connect(connection, secrets, surroundings);
        BinanceFitness fitness = new(venue, connection, surroundings.Clocks.Machine);
        Opened opened = new(venue, fitness);
        if (await fitness.BeginAsync(cancellation) is { } danger)
        {
            opened.Dispose();
            return danger;
        }

        return new ConnectionOpening.Opened(Connected(connection, opened));
    }

    /// <summary>A line to the account; nothing is examined.</summary>
    public static BinanceSpotVenue Connect(
        BinanceConnection connection,
        ImmutableDictionary<SecretName, Secret> secrets,
        ConnectionSurroundings surroundings) => BinanceSpotVenue.OverNetwork(
        new BinanceSpotOptions
        {
            Account = connection.Account,
            Address = connection.Addresses.Rest,
            Streams = connection.Addresses.Streams,
            Api = connection.Addresses.Api,
            ApiKey = secrets[connection.Key],
            ApiSecret = secrets[connection.Secret],
            Venue = VenueOf(connection.Network),
            Host = surroundings.BinanceHosts.At(connection.Addresses.Rest),
            Fees = connection.Network == VenueNetwork.Testnet ? FeeSource.WithAccount : FeeSource.PerMarket,
            MarketsAge = MarketsAge,
            Log = surroundings.Logs.CreateLogger("Ballast.Connections." + connection.Account),
        },
        surroundings.Clocks);

    // Orders go to something on this machine alone: nothing else has been proven fit for them.
    private static ConnectedAccount Connected(BinanceConnection connection, Opened opened)
    {
        bool isLocal = connection.Network == VenueNetwork.Local;
        BinanceSpotVenue venue = opened.Venue;
        return new ConnectedAccount
        {
            Account = connection.Account,
            Ports = new AccountPorts
            {
                Balances = venue.Balances,
                Orders = isLocal ? new HeldOrders(venue.Orders, () => opened.Fitness.Objection) : null,
                Catalog = venue.Catalog,
                Books = venue.Books,
                News = venue.News,
            },
            Prices = venue.Prices,
            Candles = venue.Candles,
            Text = isLocal
                ? $"{connection.Identity} at {connection.Addresses.Rest.Authority}"
                : $"{connection.Identity}, read-only",
            Objection = () => opened.Fitness.Objection,
            Part = opened,
        };
    }

    private static string VenueOf(VenueNetwork network) => network switch
    {
        VenueNetwork.Live => "binance",
        VenueNetwork.Testnet or VenueNetwork.Demo => "binance-testnet",
        VenueNetwork.Local => LocalVenue,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private sealed record Opened(BinanceSpotVenue Venue, BinanceFitness Fitness) : IDisposable
    {
        public void Dispose()
        {
            Fitness.Dispose();
            Venue.Dispose();
        }
    }
}
