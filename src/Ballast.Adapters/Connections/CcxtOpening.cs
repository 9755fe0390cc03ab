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

        BridgedOptions options = OptionsOf(connection, secrets) with { Holds = surroundings.Holds };
        ConnectionOpening opening = await OpenSpotAsync(connection, options, surroundings, cancellation);
        return opening is ConnectionOpening.Opened { Account: var account } && connection.ShowsPerpetuals
            ? await BridgedPositions.OpenAsync(options, bridge, surroundings.Clocks, cancellation) switch
            {
                Reading<BridgedPositions>.Known { Value: var positions } => new ConnectionOpening.Opened(
                    WithPerpetuals(account, positions)),
                Reading<BridgedPositions>.Failed { Error: var error } => Closed(connection, account, error),
                _ => throw new System.Diagnostics.UnreachableException(),
            }
            : opening;
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
                    $"paper-{connection.Exchange}-{ConnectionFields.WordOf(connection.Network)}",
                VenueNetwork.Local => $"paper-{connection.Exchange}",
                _ => throw new System.Diagnostics.UnreachableException(),
            },
        };
    }

    private static async Task<ConnectionOpening> OpenSpotAsync(
        CcxtConnection connection,
        BridgedOptions options,
        ConnectionSurroundings surroundings,
        CancellationToken cancellation)
    {
        IDisposable share = surroundings.Bridge!.Share();
        switch (await BridgedVenue.OpenAsync(options, surroundings.Bridge, surroundings.Clocks, cancellation))
        {
            case Reading<BridgedVenue>.Known { Value: { Orders: null } venue }:
                return new ConnectionOpening.Opened(ReadOnly(connection, venue, share));
            case Reading<BridgedVenue>.Known { Value: var venue }:
                AccountFitness fitness = new(new CcxtExaminer(venue, connection), surroundings.Clocks.Machine);
                Opened opened = new(venue, fitness, share);
                if (await fitness.BeginAsync(cancellation) is { } danger)
                {
                    opened.Dispose();
                    return danger;
                }

                return new ConnectionOpening.Opened(Trading(connection, opened));
            case Reading<BridgedVenue>.Failed { Error: var error }:
                share.Dispose();
                return Refused(connection, error);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // They are traded under the same key, clock and gate as the account's other orders, or not at all.
    private static ConnectedAccount WithPerpetuals(ConnectedAccount account, BridgedPositions positions)
    {
        bool isTrading = account.Ports.Orders is not null && positions.Hedges is not null;
        return account with
        {
            Ports = account.Ports with { Positions = positions, Hedges = isTrading ? positions.Hedges : null },
            Text = account.Text + (isTrading
                ? "; perpetuals shown, and traded for hedges"
                : $"; perpetuals shown: {positions.NotTraded ?? "the account takes no orders"}"),
        };
    }

    private static ConnectionOpening.Refused Closed(
        CcxtConnection connection, ConnectedAccount account, VenueError error)
    {
        account.Part.Dispose();
        return Refused(connection, error);
    }

    private static ConnectedAccount ReadOnly(CcxtConnection connection, BridgedVenue venue, IDisposable share) => new()
    {
        Account = connection.Account,
        Ports = venue.Ports,
        Prices = venue.Prices,
        Candles = venue.Candles,
        History = HistoryOf(connection, venue),
        Text = $"{TextOf(connection)}, read-only: "
            + (venue.Row.TakesOrders ? "it has no key" : venue.Row.Verdict),
        Part = share,
    };

    // Whether orders may use it is the engine's to say, by mode and the gate before real money; here they are held
    // while clock or key stand against it.
    private static ConnectedAccount Trading(CcxtConnection connection, Opened opened)
    {
        (BridgedVenue venue, AccountFitness fitness, _) = opened;
        return new ConnectedAccount
        {
            Account = connection.Account,
            Ports = venue.Ports with
            {
                Orders = new HeldOrders(venue.Orders!, () => fitness.Objection),
                Hold = () => fitness.Objection,
                Keys = new AccountKeyInspector(new CcxtExaminer(venue, connection)),
            },
            Prices = venue.Prices,
            Candles = venue.Candles,
            History = HistoryOf(connection, venue),
            Text = TextOf(connection),
            Part = opened,
        };
    }

    private static TradeHistoryAccess HistoryOf(CcxtConnection connection, BridgedVenue venue) =>
        venue.History is { } history
            ? new TradeHistoryAccess.Readable(history)
            : new TradeHistoryAccess.NotReadable(
                $"{connection.Exchange} is reached through ccxt, and {venue.Row.Trades.Gap}");

    private static string TextOf(CcxtConnection connection) => connection.Address is { } address
        ? $"{connection.Identity} at {address.Authority}"
        : connection.Identity;

    private static string WayOutOf(VenueError error) => error.Code switch
    {
        "bridge-down" or "NotInstalled" => Install,
        "NoRow" => "'ballast doctor --exchanges' lists the exchanges that ccxt knows",
        "NoSandbox" => "choose another network; 'ballast doctor --exchanges' lists which exchanges have which",
        "NotOffered" => "leave \"perpetuals\" out of the account's entry; an exchange without spot markets holds none",
        "PrivateKey" => "leave \"privateKey\" out of the account's entry",
        _ => "mend the account in the accounts file; see 'Connecting an account' in docs/OPERATING.md",
    };

    private static ConnectionOpening.Refused Refused(CcxtConnection connection, VenueError error) =>
        Refused(connection, $"{error.Code}: {error.Message}", WayOutOf(error));

    private static ConnectionOpening.Refused Refused(CcxtConnection connection, string sentence, string wayOut) =>
        new(new Reason("not-connected", $"account {connection.Account}: {sentence}"), wayOut);

    /// <summary>A line, what was found out about it and its share of the bridge; closed together.</summary>
    private sealed record Opened(BridgedVenue Venue, AccountFitness Fitness, IDisposable Share) : IDisposable
    {
        public void Dispose()
        {
            Fitness.Dispose();
            Share.Dispose();
        }
    }
}
