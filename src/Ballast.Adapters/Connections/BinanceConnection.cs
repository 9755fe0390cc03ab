using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Connections;

/// <summary>
/// An account at Binance Spot, its test network, or something on this machine that speaks as it does. Written as
/// <c>{ "venue": "binance", "network": "testnet", "key": "binance-key", "secret": "binance-secret" }</c>; network local
/// takes an <c>address</c> beside these, and <c>accept</c> is what an owner types about a key that can do too much.
/// </summary>
public sealed record BinanceConnection : AccountConnection
{
    /// <summary>What the file calls this kind.</summary>
    public const string Kind = "binance";

    /// <summary>Whose money.</summary>
    public required VenueNetwork Network { get; init; }

    /// <summary>Where it answers.</summary>
    public required BinanceAddresses Addresses { get; init; }

    /// <summary>The name of the key of the header.</summary>
    public required SecretName Key { get; init; }

    /// <summary>The name of the key of the signature.</summary>
    public required SecretName Secret { get; init; }

    /// <summary>What its owner has typed about a key that can do more than trade; <see langword="null"/> where
    /// nothing.</summary>
    public string? Accept { get; init; }

    /// <inheritdoc/>
    public override string? Accepted => Accept;

    /// <inheritdoc/>
    public override string Identity => $"{Kind} {ConnectionFields.WordOf(Network)}";

    /// <inheritdoc/>
    public override ImmutableArray<SecretName> Secrets => [Key, Secret];

    /// <summary>Reads the fields of this kind.</summary>
    /// <exception cref="FormatException">One is wrong or missing.</exception>
    internal static BinanceConnection Read(AccountId account, ConnectionFields fields)
    {
        VenueNetwork network = fields.Network(VenueNetwork.Live, VenueNetwork.Testnet, VenueNetwork.Local);
        return new BinanceConnection
        {
            Account = account,
            Network = network,
            Addresses = network switch
            {
                VenueNetwork.Live => BinanceAddresses.Live,
                VenueNetwork.Testnet => BinanceAddresses.Testnet,
                VenueNetwork.Local => BinanceAddresses.At(fields.LoopbackAddress()),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            Key = fields.Secret("key"),
            Secret = fields.Secret("secret"),
            Accept = fields.FindText("accept"),
        };
    }
}
