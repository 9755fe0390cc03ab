using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Server.Installations;

namespace Ballast.Cli.Commands.Health;

/// <summary>Checks of the accounts that are connected.</summary>
internal static class ConnectionChecks
{
    private const string Accounts = "accounts";

    /// <summary>A finding for each account; one for all where there is none or the file cannot be used.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="named">A file that was named, or <see langword="null"/>.</param>
    public static ImmutableArray<Symptom> Of(string directory, string? named)
    {
        string? file;
        try
        {
            file = named ?? ConnectedAccounts.FileOf(directory);
        }
        catch (IOException damage)
        {
            return [Symptom.Broken(Accounts, damage.Message, "restore market.json from a copy")];
        }

        if (file is null)
        {
            return [Symptom.Well(Accounts, "none connected; trades go to a paper exchange")];
        }

        SecretPlaces secrets = new(directory, Environment.GetEnvironmentVariable);
        return AccountsFile.ReadFrom(file) switch
        {
            AccountsReading.Read read => [.. read.Connections.Select(connection => Of(connection, secrets))],
            AccountsReading.Refused refused =>
            [
                Symptom.Broken(Accounts, refused.Cause, "mend it; see 'Connecting an account' in docs/OPERATING.md"),
            ],
            _ => throw new UnreachableException(),
        };
    }

    private static Symptom Of(AccountConnection connection, SecretPlaces secrets)
    {
        string check = $"account {connection.Account}";
        foreach (SecretName name in connection.Secrets)
        {
            switch (secrets.Read(name))
            {
                case SecretReading.Found:
                    break;
                case SecretReading.Missing missing:
                    return Symptom.Broken(check, missing.Why.Sentence, $"set it with 'ballast keys set {name}'");
                case SecretReading.Refused refused:
                    return Symptom.Broken(check, refused.Why.Sentence, "see 'Secrets' in docs/OPERATING.md");
                default:
                    throw new UnreachableException();
            }
        }

        return Symptom.Well(check, $"{connection.Identity}; its secrets are there");
    }
}
