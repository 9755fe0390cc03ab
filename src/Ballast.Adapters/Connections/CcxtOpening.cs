using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>Opens accounts at exchanges behind the bridge.</summary>
internal static class CcxtOpening
{
    private const string Install = "install Node.js 20 or later and run scripts/install-bridge.sh";

    /// <summary>Opens one.</summary>
    public static async Task<ConnectionOpening> OpenAsync(
        CcxtConnection connection,
        ImmutableDictionary<SecretName, Secret> secrets,
        ConnectionSurroundings surroundings,
        CancellationToken cancellation)
    {
        if (surroundings.Bridge is not { } bridge)
        {
            return Refused(connection, "there is no bridge to exchanges in this installation", Install);
        }

        IDisposable share = bridge.Share();
        switch (await BridgedVenue.OpenAsync(
            OptionsOf(connection, secrets), bridge, surroundings.Clocks, cancellation))
        {
            case Reading<BridgedVenue>.Known { Value: var venue }:
                return new ConnectionOpening.Opened(Connected(connection, venue, share));
            case Reading<BridgedVenue>.Failed { Error: var error }:
                share.Dispose();
                return Refused(connection, $"{error.Code}: {error.Message}", WayOutOf(error));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>How the bridge is asked for such an account.</summary>
    public static BridgedOptions OptionsOf(
        CcxtConnection connection, ImmutableDictionary<SecretName, Secret> secrets)
    {
        ImmutableSortedDictionary<string, Secret> keys = connection.Credentials.ToImmutableSortedDictionary(
            key => key.Key, key => secrets[key.Value], StringComparer.Ordinal);
        return new BridgedOptions
        {
            Account = connection.Account,
            Exchange = connection.Exchange,
            Network = ConnectionFields.WordOf(connection.Network),
            Address = connection.Address,
            Credentials = keys,
            Wallet = connection.Wallet,
            Venue = connection.Network switch
            {
                VenueNetwork.Live => connection.Exchange,
                VenueNetwork.Testnet or VenueNetwork.Demo =>
                    $"{connection.Exchange}-{ConnectionFields.WordOf(connection.Network)}",
                VenueNetwork.Local => $"paper-{connection.Exchange}",
                _ => throw new System.Diagnostics.UnreachableException(),
            },
        };
    }

    // Orders go to something on this machine alone: nothing else has been proven fit for them.
    private static ConnectedAccount Connected(CcxtConnection connection, BridgedVenue venue, IDisposable share)
    {
        bool isLocal = connection.Network == VenueNetwork.Local;
        return new ConnectedAccount
        {
            Account = connection.Account,
            Ports = isLocal ? venue.Ports : venue.Ports with { Orders = null },
            Prices = venue.Prices,
            Candles = venue.Candles,
            Text = isLocal && venue.Row.TakesOrders
                ? $"{connection.Identity} at {connection.Address!.Authority}"
                : $"{connection.Identity}, read-only{(venue.Row.TakesOrders ? "" : $": {venue.Row.Verdict}")}",
            Part = share,
        };
    }

    private static string WayOutOf(VenueError error) => error.Code switch
    {
        "bridge-down" or "NotInstalled" => Install,
        "NoRow" => "'ballast doctor --exchanges' lists the exchanges that the bridge knows",
        "NoSandbox" => "choose another network; 'ballast doctor --exchanges' lists which exchanges have which",
        _ => "mend the account in the accounts file; see 'Connecting an account' in docs/OPERATING.md",
    };

    private static ConnectionOpening.Refused Refused(CcxtConnection connection, string sentence, string wayOut) =>
        new(new Reason("not-connected", $"account {connection.Account}: {sentence}"), wayOut);
}
