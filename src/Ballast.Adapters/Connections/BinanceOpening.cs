using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Engine;

namespace Ballast.Adapters.Connections;

/// <summary>Opens accounts at Binance Spot.</summary>
internal static class BinanceOpening
{
    // Such venues take orders of policies that trade paper money.
    private const string LocalVenue = "paper-binance";
    private const string TestVenue = "paper-binance-testnet";

    private static readonly TimeSpan MarketsAge = TimeSpan.FromMinutes(15);

    /// <summary>Opens one; a key that can do more than trade is refused.</summary>
    public static async Task<ConnectionOpening> OpenAsync(
        BinanceConnection connection,
        ImmutableDictionary<SecretName, Secret> secrets,
        ConnectionSurroundings surroundings,
        CancellationToken cancellation)
    {
        BinanceSpotVenue venue = Connect(connection, secrets, surroundings);
        AccountFitness fitness = new(new BinanceExaminer(venue, connection), surroundings.Clocks.Machine);
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
            Host = surroundings.BinanceHosts.At(connection.Addresses.Rest, surroundings.Holds),
            Fees = connection.Network == VenueNetwork.Testnet ? FeeSource.WithAccount : FeeSource.PerMarket,
            MarketsAge = MarketsAge,
            Log = surroundings.Logs.CreateLogger("Ballast.Connections." + connection.Account),
        },
        surroundings.Clocks);

    /// <summary>What is made of an open line. Whether orders may use it is the engine's to say, by mode and the gate
    /// before real money; here they are held while clock or key stand against it.</summary>
    internal static ConnectedAccount Connected(BinanceConnection connection, Opened opened)
    {
        BinanceSpotVenue venue = opened.Venue;
        return new ConnectedAccount
        {
            Account = connection.Account,
            Ports = new AccountPorts
            {
                Balances = venue.Balances,
                Orders = new HeldOrders(venue.Orders, () => opened.Fitness.Objection),
                Hold = () => opened.Fitness.Objection,
                Catalog = venue.Catalog,
                Books = venue.Books,
                News = venue.News,
                Withdrawals = connection.Network is VenueNetwork.Live or VenueNetwork.Local ? venue.Withdrawals : null,
                Keys = new AccountKeyInspector(new BinanceExaminer(venue, connection)),
            },
            Prices = venue.Prices,
            Candles = venue.Candles,
            History = new TradeHistoryAccess.Readable(venue.History),
            Text = connection.Network == VenueNetwork.Local
                ? $"{connection.Identity} at {connection.Addresses.Rest.Authority}"
                : connection.Identity,
            Part = opened,
        };
    }

    /// <summary>The venue's name: paper money's begin with "paper".</summary>
    internal static string VenueOf(VenueNetwork network) => network switch
    {
        VenueNetwork.Live => "binance",
        VenueNetwork.Testnet or VenueNetwork.Demo => TestVenue,
        VenueNetwork.Local => LocalVenue,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A line and what was found out about it; closed together.</summary>
    internal sealed record Opened(BinanceSpotVenue Venue, AccountFitness Fitness) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            Fitness.Dispose();
            Venue.Dispose();
        }
    }
}
