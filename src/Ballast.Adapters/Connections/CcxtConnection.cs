using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Connections;

/// <summary>
/// A spot account at an exchange that the bridge reaches through ccxt. Written as
/// <c>{ "venue": "ccxt", "exchange": "okx", "network": "demo", "key": "okx-key", "secret": "okx-secret",
/// "password": "okx-pass" }</c>; Hyperliquid takes <c>wallet</c> (an address) and <c>privateKey</c> instead, network
/// local an <c>address</c> beside these, and <c>accept</c> is what an owner types about what a key can perhaps do.
/// <c>"perpetuals": "shown"</c> shows the account's perpetuals, which are never traded.
/// </summary>
public sealed record CcxtConnection : AccountConnection
{
    /// <summary>What the file calls this kind.</summary>
    public const string Kind = "ccxt";

    private const string ApiKey = "apiKey";

    // A field of the file, and what the bridge calls it.
    private static readonly (string Field, string Credential)[] Keys =
        [("key", ApiKey), ("secret", "secret"), ("password", "password"), ("privateKey", "privateKey")];

    /// <summary>The exchange's name in ccxt.</summary>
    public required string Exchange { get; init; }

    /// <summary>Whose money.</summary>
    public required VenueNetwork Network { get; init; }

    /// <summary>Where a local exchange answers; <see langword="null"/> for every other network.</summary>
    public Uri? Address { get; init; }

    /// <summary>The names of its keys, by what the bridge calls them.</summary>
    public required ImmutableSortedDictionary<string, SecretName> Credentials { get; init; }

    /// <summary>The address of its wallet, where the exchange knows its customers by that; otherwise
    /// <see langword="null"/>.</summary>
    public string? Wallet { get; init; }

    /// <summary>What its owner has typed about a key that can, or perhaps can, do more than trade;
    /// <see langword="null"/> where nothing.</summary>
    public string? Accept { get; init; }

    /// <summary>Whether its perpetuals are shown beside its balances.</summary>
    public bool ShowsPerpetuals { get; init; }

    /// <inheritdoc/>
    public override string? Accepted => Accept;

    /// <inheritdoc/>
    public override string Identity => $"{Kind} {Exchange} {ConnectionFields.WordOf(Network)}";

    /// <inheritdoc/>
    public override ImmutableArray<SecretName> Secrets => [.. Credentials.Values];

    /// <summary>Reads the fields of this kind.</summary>
    /// <exception cref="FormatException">One is wrong or missing.</exception>
    internal static CcxtConnection Read(AccountId account, ConnectionFields fields)
    {
        string exchange = fields.Text("exchange");
        if (!exchange.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)))
        {
            throw new FormatException($"{fields.At("exchange")} is an exchange's name in ccxt, such as okx");
        }

        VenueNetwork network = fields.Network(
            VenueNetwork.Live, VenueNetwork.Testnet, VenueNetwork.Demo, VenueNetwork.Local);
        var keys = ImmutableSortedDictionary.CreateBuilder<string, SecretName>(StringComparer.Ordinal);
        foreach ((string field, string credential) in Keys)
        {
            if (fields.FindText(field) is not null)
            {
                keys[credential] = fields.Secret(field);
            }
        }

        string? wallet = fields.FindText("wallet");
        return keys.ContainsKey(ApiKey) || wallet is not null
            ? new CcxtConnection
            {
                Account = account,
                Exchange = exchange,
                Network = network,
                Address = network == VenueNetwork.Local ? fields.LoopbackAddress() : null,
                Credentials = keys.ToImmutable(),
                Wallet = wallet,
                Accept = fields.FindText("accept"),
                ShowsPerpetuals = ReadPerpetuals(fields),
            }
            : throw new FormatException($"{fields.At("key")} is missing (or wallet, at exchanges that have no keys)");
    }

    private static bool ReadPerpetuals(ConnectionFields fields) => fields.FindText("perpetuals") switch
    {
        null => false,
        "shown" => true,
        string other => throw new FormatException($"{fields.At("perpetuals")} is \"{other}\"; shown is known"),
    };
}
