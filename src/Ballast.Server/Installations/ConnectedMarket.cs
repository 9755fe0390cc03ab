using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Server.Installations;

/// <summary>
/// The owner's own accounts, as their file names them, in the machine's time. Which account stands for what is kept in
/// the directory: a name is never given to another account, because the journal has its balances under it.
/// </summary>
internal sealed class ConnectedMarket
{
    private const int LargestInstallation = (1 << 24) - 1;

    private readonly InstallationSettings settings;
    private readonly MarketPlace place;
    private readonly string file;

    private ConnectedMarket(InstallationSettings settings, MarketPlace place, string file)
    {
        this.settings = settings;
        this.place = place;
        this.file = file;
    }

    /// <summary>Connects.</summary>
    public static Task<MarketOpening> OpenAsync(
        InstallationSettings settings, MarketChoice.Connected choice, MarketPlace place, CancellationToken cancellation)
    {
        string file = choice.AccountsFile ?? AccountsFile.In(place.Directory);
        ConnectedMarket market = new(settings, place, file);
        return AccountsFile.ReadFrom(file) switch
        {
            AccountsReading.Read read => market.OpenAsync(choice, read.Connections, cancellation),
            AccountsReading.Refused refused => Task.FromResult<MarketOpening>(new MarketOpening.BadInput(
                refused.Cause, "mend it; see 'Connecting an account' in docs/OPERATING.md")),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<MarketOpening> OpenAsync(
        MarketChoice.Connected choice,
        ImmutableArray<AccountConnection> connections,
        CancellationToken cancellation)
    {
        if (Objection(connections) is { } objection)
        {
            return objection;
        }

        if (place.Lag(settings.Real, settings.Pace) is { } behind)
        {
            return new MarketOpening.Refused(
                $"the machine's clock went back: it is {behind} behind the last entry of the journal",
                "set the machine's clock right; nothing is decided until time has caught up");
        }

        ConnectionSurroundings surroundings = new(
            new SecretPlaces(place.Directory, Environment.GetEnvironmentVariable),
            new VenueClocks(settings.Real, settings.Real),
            settings.Logs);
        List<ConnectedAccount> opened = [];
        foreach (AccountConnection connection in connections)
        {
            switch (await OpenConnection.OfAsync(connection, surroundings, cancellation))
            {
                case ConnectionOpening.Opened { Account: var account }:
                    opened.Add(account);
                    break;
                case ConnectionOpening.Refused refused:
                    opened.ForEach(account => account.Part.Dispose());
                    return new MarketOpening.Refused(refused.Why.Sentence, refused.WayOut);
                default:
                    throw new UnreachableException();
            }
        }

        MarketRecord record = RecordOf(choice, connections);
        place.Keep(record);
        return new MarketOpening.Opened(Assemble(opened) with { Accepted = [.. record.Accepted] });
    }

    private MarketOpening.BadInput? Objection(ImmutableArray<AccountConnection> connections)
    {
        if (place.Record is null && settings.Policy is not PolicySource.FromFile)
        {
            return new MarketOpening.BadInput(
                "connected accounts need a policy that says what is to be held",
                "name one with --policy whose \"accounts\" are some of "
                + string.Join(", ", connections.Select(connection => connection.Account)));
        }

        if (settings.Policy is PolicySource.FromFile { First.Policy: var policy } named
            && policy.Accounts.FirstOrDefault(wanted => connections.All(known => known.Account != wanted)) is { } lost)
        {
            return new MarketOpening.BadInput(
                $"{named.Path} names the account {lost}, and {file} connects none of that name",
                $"connect it in {file}, or name another in the policy");
        }

        return connections.FirstOrDefault(connection => IdentityOf(connection.Account) is { } begun
                && begun != connection.Identity) is { } other
            ? new MarketOpening.BadInput(
                $"{file} says that {other.Account} is {other.Identity}; this directory knows it as "
                + IdentityOf(other.Account),
                "give it another name, or choose another --data")
            : null;
    }

    private string? IdentityOf(AccountId account) => place.Record?.Identities.GetValueOrDefault(account.Value);

    // What a name once stood for is remembered when the file no longer has it.
    private MarketRecord RecordOf(MarketChoice.Connected choice, ImmutableArray<AccountConnection> connections)
    {
        ImmutableSortedDictionary<string, string> before =
            place.Record?.Identities.ToImmutableSortedDictionary(StringComparer.Ordinal)
            ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        ImmutableSortedDictionary<string, string> all = before.SetItems(connections.Select(
            connection => KeyValuePair.Create(connection.Account.Value, connection.Identity)));
        ImmutableArray<string> accepted =
        [
            .. (place.Record?.Accepted ?? []).Union(
                connections.Select(connection => connection.Accepted).OfType<string>(), StringComparer.Ordinal),
        ];
        return place.Record is { } record && record.AccountsFile == choice.AccountsFile && all.Count == before.Count
            && accepted.Length == record.Accepted.Count
            ? record
            : new MarketRecord
            {
                Kind = MarketKind.Connected,
                Quote = place.Record?.Quote ?? ((PolicySource.FromFile)settings.Policy).First.Policy.Quote,
                AccountsFile = choice.AccountsFile,
                Identities = all,
                Accepted = accepted,
            };
    }

    private OpenMarket Assemble(List<ConnectedAccount> accounts) => new()
    {
        Accounts = accounts.ToImmutableSortedDictionary(account => account.Account, account => account.Ports),
        Prices = [.. accounts.Select(account => account.Prices).OfType<IPriceSource>()],
        Candles = new CandlesInTurn(
            [.. accounts.Select(account => account.Candles).OfType<ICandleSource>()]),
        Clock = settings.Real,
        Speed = 1d,
        Pace = static journal => journal,
        Money = MarketMoney.Owners,
        Text = "connected accounts: "
            + string.Join("; ", accounts.Select(account => $"{account.Account} ({account.Text})")),
        Installation = (uint)RandomNumberGenerator.GetInt32(1, LargestInstallation),
        Parts = [.. accounts.Select(account => Closing.Of(account.Part))],
    };
}
