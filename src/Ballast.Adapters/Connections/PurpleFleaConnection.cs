using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Connections;

/// <summary>
/// The money of an agent at Purple Flea, or at something on this machine that speaks as it does. Written as
/// <c>{ "venue": "purple-flea", "network": "live", "address": "https://host/api/v1", "agent": "demo",
/// "token": "flea-token" }</c>; <c>holds</c> says what of it the account is (<c>services</c> unless given, or
/// <c>wallet</c>), and <c>accept</c> is what an owner types about a token that nobody can look into.
/// </summary>
public sealed record PurpleFleaConnection : AccountConnection
{
    /// <summary>What the file calls this kind.</summary>
    public const string Kind = "purple-flea";

    /// <summary>Whose money.</summary>
    public required VenueNetwork Network { get; init; }

    /// <summary>Where the API begins, with a slash at the end: https, or http of this machine.</summary>
    public required Uri Address { get; init; }

    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The name of its bearer token.</summary>
    public required SecretName Token { get; init; }

    /// <summary>What of the agent's money the account is.</summary>
    public required FleaHoldings Holds { get; init; }

    /// <summary>What its owner has typed about the token; <see langword="null"/> where nothing.</summary>
    public string? Accept { get; init; }

    /// <summary>The agent with all its money: accounts of one are parts of one whole.</summary>
    public string Whole => $"{Kind} {ConnectionFields.WordOf(Network)} {Agent}";

    /// <inheritdoc/>
    public override string? Accepted => Accept;

    /// <inheritdoc/>
    public override string Identity => $"{Whole} {WordOf(Holds)}";

    /// <inheritdoc/>
    public override ImmutableArray<SecretName> Secrets => [Token];

    /// <summary>Reads the fields of this kind.</summary>
    /// <exception cref="FormatException">One is wrong or missing.</exception>
    internal static PurpleFleaConnection Read(AccountId account, ConnectionFields fields)
    {
        VenueNetwork network = fields.Network(VenueNetwork.Live, VenueNetwork.Local);
        string agent = fields.Text("agent");
        return new PurpleFleaConnection
        {
            Account = account,
            Network = network,
            Address = WithSlash(network == VenueNetwork.Local ? fields.LoopbackAddress() : fields.SecureAddress()),
            Agent = agent.All(letter => letter is > ' ' and < (char)127 and not ('/' or '?' or '#'))
                ? agent
                : throw new FormatException($"{fields.At("agent")} is an agent's name, without spaces and slashes"),
            Token = fields.Secret("token"),
            Holds = HoldsOf(fields),
            Accept = fields.FindText("accept"),
        };
    }

    private static FleaHoldings HoldsOf(ConnectionFields fields) => fields.FindText("holds") switch
    {
        null or "services" => FleaHoldings.Services,
        "wallet" => FleaHoldings.Wallet,
        { } other => throw new FormatException($"{fields.At("holds")} is \"{other}\"; services, wallet are known"),
    };

    private static string WordOf(FleaHoldings holds) => holds switch
    {
        FleaHoldings.Services => "services",
        FleaHoldings.Wallet => "wallet",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Uri WithSlash(Uri address) =>
        address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}

/// <summary>What of an agent's money an account is.</summary>
public enum FleaHoldings
{
    /// <summary>All of it, each service as a sleeve counted in USDC; the wallet is one of them.</summary>
    Services = 0,

    /// <summary>The coins and the USDC of the wallet alone.</summary>
    Wallet = 1,
}
