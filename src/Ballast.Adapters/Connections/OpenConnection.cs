using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Core;

namespace Ballast.Adapters.Connections;

/// <summary>Opens connections of every kind.</summary>
public static class OpenConnection
{
    /// <summary>Opens one; whatever is in the way is an answer.</summary>
    public static async Task<ConnectionOpening> OfAsync(
        AccountConnection connection, ConnectionSurroundings surroundings, CancellationToken cancellation)
    {
        var found = ImmutableDictionary.CreateBuilder<SecretName, Secret>();
        foreach (SecretName name in connection.Secrets)
        {
            switch (surroundings.Secrets.Read(name))
            {
                case SecretReading.Found secret:
                    found[name] = secret.Value;
                    break;
                case SecretReading.Missing missing:
                    return Refused(connection, missing.Why, $"set it with 'ballast keys set {name}'");
                case SecretReading.Refused refused:
                    return Refused(connection, refused.Why, "mend it; see 'Secrets' in docs/OPERATING.md");
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        ImmutableDictionary<SecretName, Secret> secrets = found.ToImmutable();
        return connection switch
        {
            BinanceConnection binance =>
                await BinanceOpening.OpenAsync(binance, secrets, surroundings, cancellation),
            CcxtConnection ccxt => await CcxtOpening.OpenAsync(ccxt, secrets, surroundings, cancellation),
            PurpleFleaConnection flea => PurpleFleaOpening.Open(flea, secrets, surroundings),
            WalletConnection wallet => WalletOpening.Open(wallet, secrets, surroundings),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static ConnectionOpening.Refused Refused(AccountConnection connection, Reason why, string wayOut) => new(
        new Reason(why.Code, $"account {connection.Account}: {why.Sentence}"), wayOut);
}
