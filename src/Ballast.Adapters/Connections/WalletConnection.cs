using System.Collections.Immutable;
using System.Net;
using Ballast.Adapters.Notify;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Wallets;
using Ballast.Adapters.Wallets.Addresses;
using Ballast.Adapters.Wallets.Chains;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Connections;

/// <summary>
/// A wallet that is only counted. Written as <c>{ "venue": "wallet", "chain": "bitcoin", "address": "bc1...",
/// "endpoints": ["https://..."] }</c>; <c>tokens</c> maps contracts or mints to assets, and <c>key</c> names the secret
/// that takes the place of <c>{key}</c> in the endpoints.
/// </summary>
public sealed record WalletConnection : AccountConnection
{
    /// <summary>What the file calls this kind.</summary>
    public const string Kind = "wallet";

    /// <summary>Where the key goes in an endpoint's address.</summary>
    public const string KeyPlace = "{key}";

    private const int MostEndpoints = 8;
    private const int MostTokens = 100;

    /// <summary>Its chain.</summary>
    public required WalletChain Chain { get; init; }

    /// <summary>Where it is on the chain.</summary>
    public required WalletAddress Address { get; init; }

    /// <summary>Servers of the chain as written, the one to ask first at the front.</summary>
    public required ImmutableArray<string> Endpoints { get; init; }

    /// <summary>Tokens to count beside the chain's own coin.</summary>
    public required ImmutableArray<WalletToken> Tokens { get; init; }

    /// <summary>The name of the endpoints' key; <see langword="null"/> where they have none.</summary>
    public required SecretName? Key { get; init; }

    /// <inheritdoc/>
    public override string Identity => $"{Kind} {Chain.Name} {Address}";

    /// <inheritdoc/>
    public override ImmutableArray<SecretName> Secrets => Key is { } key ? [key] : [];

    /// <summary>Reads the fields of this kind.</summary>
    /// <exception cref="FormatException">One is wrong or missing.</exception>
    internal static WalletConnection Read(AccountId account, ConnectionFields fields)
    {
        string name = fields.Text("chain");
        WalletChain chain = WalletChain.Find(name) ?? throw new FormatException(
            $"{fields.At("chain")} is \"{name}\"; "
            + $"{string.Join(", ", WalletChain.All.Select(known => known.Name))} are known");
        SecretName? key = fields.FindText("key") is null ? null : fields.Secret("key");
        return new WalletConnection
        {
            Account = account,
            Chain = chain,
            Address = AddressOf(chain, fields.Text("address"), fields.At("address")),
            Endpoints = EndpointsOf(fields, key),
            Tokens = fields.FindObject("tokens") is { } tokens ? TokensOf(chain, tokens) : [],
            Key = key,
        };
    }

    private static WalletAddress AddressOf(WalletChain chain, string text, string at) =>
        WalletAddressReader.Read(chain.Family, text) switch
        {
            WalletAddressReading.Read read => read.Address,
            WalletAddressReading.Refused refused => throw new FormatException($"{at} {refused.Cause}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static ImmutableArray<string> EndpointsOf(ConnectionFields fields, SecretName? key)
    {
        ImmutableArray<string> endpoints = fields.Texts("endpoints");
        string at = fields.At("endpoints");
        bool isKeyed = endpoints.Any(endpoint => endpoint.Contains(KeyPlace, StringComparison.Ordinal));
        return endpoints switch
        {
            { Length: > MostEndpoints } => throw new FormatException($"{at} has more than {MostEndpoints} addresses"),
            _ when !endpoints.All(IsSafe) => throw new FormatException(
                $"{at}: each is an https address, or an http one of this machine or a private network by its number"),
            _ when isKeyed && key is null => throw new FormatException(
                $"{fields.At("key")} is missing: it names the secret that takes the place of {KeyPlace}"),
            _ when !isKeyed && key is not null => throw new FormatException(
                $"{fields.At("key")} is of no use: no endpoint has {KeyPlace} in it"),
            _ => endpoints,
        };
    }

    // Whoever can change an answer on its way can change a balance.
    private static bool IsSafe(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsNear(address)));

    private static bool IsNear(Uri address) => address.IsLoopback
        || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? number) && !PublicAddresses.Has(number));

    private static ImmutableArray<WalletToken> TokensOf(WalletChain chain, ConnectionFields fields)
    {
        ImmutableArray<WalletToken> tokens =
        [
            .. fields.Names.Select(name => new WalletToken(
                AddressOf(chain, name, fields.At(name)), AssetOf(fields.Text(name), fields.At(name)))),
        ];
        return tokens switch
        {
            { IsEmpty: false } when chain.Family == ChainFamily.Bitcoin =>
                throw new FormatException($"{fields.Path}: {chain.Name} has no tokens"),
            { Length: > MostTokens } => throw new FormatException($"{fields.Path} has more than {MostTokens} tokens"),
            _ when tokens.Select(token => token.Address).Distinct().Count() < tokens.Length =>
                throw new FormatException($"{fields.Path} has a token twice"),
            _ => tokens,
        };
    }

    private static Asset AssetOf(string symbol, string at) => Asset.IsValid(symbol)
        ? new Asset(symbol)
        : throw new FormatException($"{at} is \"{symbol}\", which is no asset's name");
}
