using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Health;

/// <summary>Checks of the accounts that are connected: each is opened, examined and read, and nothing is
/// sent.</summary>
internal static class ConnectionChecks
{
    private const string Accounts = "accounts";

    /// <summary>A finding for each account; one for all where there is none or the file cannot be used.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="named">A file that was named, or <see langword="null"/>.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="cancellation">Ends the questions.</param>
    public static async Task<ImmutableArray<Symptom>> OfAsync(
        string directory, string? named, TimeProvider time, CancellationToken cancellation)
    {
        string? file;
        IReadOnlyList<string> accepted;
        try
        {
            file = named ?? ConnectedAccounts.FileOf(directory);
            accepted = ConnectedAccounts.AcceptedIn(directory);
        }
        catch (IOException damage)
        {
            return [Symptom.Broken(Accounts, damage.Message, "restore market.json from a copy")];
        }

        if (file is null)
        {
            return [Symptom.Well(Accounts, "none connected; trades go to a paper exchange")];
        }

        ConnectionSurroundings surroundings = new(
            new SecretPlaces(directory, Environment.GetEnvironmentVariable),
            new VenueClocks(time, time),
            NullLoggerFactory.Instance);
        return AccountsFile.ReadFrom(file) switch
        {
            AccountsReading.Read read =>
            [
                .. await Task.WhenAll(
                    read.Connections.Select(connection => OfAsync(connection, surroundings, cancellation))),
                .. accepted.Union(read.Connections.Select(connection => connection.Accepted).OfType<string>())
                    .Select(phrase => Symptom.Doubtful(
                        Accounts, $"accepted by the owner: {phrase}", "make a key that can do less")),
            ],
            AccountsReading.Refused refused =>
            [
                Symptom.Broken(Accounts, refused.Cause, "mend it; see 'Connecting an account' in docs/OPERATING.md"),
            ],
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Symptom> OfAsync(
        AccountConnection connection, ConnectionSurroundings surroundings, CancellationToken cancellation)
    {
        string check = $"account {connection.Account}";
        switch (await OpenConnection.OfAsync(connection, surroundings, cancellation))
        {
            case ConnectionOpening.Refused refused:
                return Symptom.Broken(check, refused.Why.Sentence, refused.WayOut);
            case ConnectionOpening.Opened { Account: var account }:
                using (account.Part)
                {
                    return await ReadAsync(check, account, cancellation);
                }

            default:
                throw new UnreachableException();
        }
    }

    private static async Task<Symptom> ReadAsync(
        string check, ConnectedAccount account, CancellationToken cancellation)
    {
        AccountReading reading = await account.Ports.Balances.ReadBalancesAsync(account.Account, cancellation);
        string perpetuals = await PerpetualsAsync(account, cancellation);
        return (reading, account.Ports.Hold()) switch
        {
            (AccountReading.Unreadable unread, _) => Symptom.Broken(
                check,
                $"{account.Text}: {unread.Why.Sentence}",
                "see whether the venue answers, and what the key may do"),
            (AccountReading.Read, { } why) => Symptom.Doubtful(
                check,
                $"{account.Text}: it can be read, and no order would be sent: {why.Sentence}{perpetuals}",
                "mend that first"),
            (AccountReading.Read read, null) => Symptom.Well(
                check,
                $"{account.Text}; {read.Balances.Length} assets, clock and key are as they should be{perpetuals}"),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<string> PerpetualsAsync(ConnectedAccount account, CancellationToken cancellation)
    {
        if (account.Ports.Positions is not { } source)
        {
            return "";
        }

        AccountExposure exposure = AccountExposure.Of(
            account.Account, await source.ReadPositionsAsync(account.Account, cancellation));
        string open = string.Join(
            ", ", exposure.Positions.Select(position => position.Side == PositionSide.Long
                ? $"long {position.Size} {position.Symbol}"
                : $"short {position.Size} {position.Symbol}"));
        return exposure.Fault is { } fault ? $"; {fault.Sentence}"
            : open.Length == 0 ? "; no perpetual is open"
            : $"; perpetuals: {open}";
    }
}
