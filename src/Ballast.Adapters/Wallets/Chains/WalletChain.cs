using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Adapters.Wallets.Chains;

/// <summary>A chain on which wallets are counted.</summary>
public sealed record WalletChain
{
    /// <summary>What settings call it.</summary>
    public required string Name { get; init; }

    /// <summary>How its servers are asked.</summary>
    public required ChainFamily Family { get; init; }

    /// <summary>Its own coin.</summary>
    public required Asset Coin { get; init; }

    /// <summary>Decimal places of the coin.</summary>
    public required int Decimals { get; init; }

    /// <summary>What its servers say that they serve: the hash of the first block, or the number of EIP-155.</summary>
    public required string Identity { get; init; }

    /// <summary>Blocks after which a change counts as confirmed; 1 where the servers themselves tell confirmed from
    /// unconfirmed.</summary>
    public required int Confirmations { get; init; }

    /// <summary>Blocks by which an answer may lie before the last one; servers of one chain differ by a few.</summary>
    public required int Slack { get; init; }

    /// <summary>A server whose newest block is older is behind.</summary>
    public required Duration OldestHead { get; init; }

    /// <summary>By how much the time of a newest block may lie ahead of our clock.</summary>
    public Duration HeadLead { get; init; } = Duration.FromMinutes(2);

    /// <summary>All of them, in ordinal order of their names.</summary>
    public static ImmutableArray<WalletChain> All { get; } =
    [
        Evm("arbitrum", "ETH", 42161, 60),
        Evm("base", "ETH", 8453, 30),
        new()
        {
            Name = "bitcoin",
            Family = ChainFamily.Bitcoin,
            Coin = new Asset("BTC"),
            Decimals = 8,
            Identity = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
            Confirmations = 1,
            Slack = 1,

            // Blocks come by chance: three hours without one happen once in 65 million blocks.
            OldestHead = Duration.FromHours(3),

            // What its nodes take a block with.
            HeadLead = Duration.FromHours(2),
        },
        Evm("bnb", "BNB", 56, 15),
        Evm("ethereum", "ETH", 1, 12),
        Evm("optimism", "ETH", 10, 30),
        Evm("polygon", "POL", 137, 64),
        new()
        {
            Name = "solana",
            Family = ChainFamily.Solana,
            Coin = new Asset("SOL"),
            Decimals = 9,
            Identity = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d",
            Confirmations = 1,

            // One minute.
            Slack = 150,
            OldestHead = Duration.FromMinutes(2),
        },
    ];

    /// <summary>The chain of a name; <see langword="null"/> where none has it.</summary>
    public static WalletChain? Find(string name) => All.FirstOrDefault(chain => chain.Name == name);

    private static WalletChain Evm(string name, string coin, int number, int confirmations) => new()
    {
        Name = name,
        Family = ChainFamily.Evm,
        Coin = new Asset(coin),
        Decimals = 18,
        Identity = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Confirmations = confirmations,
        Slack = confirmations,
        OldestHead = Duration.FromMinutes(2),
    };
}

/// <summary>How a chain's servers are asked.</summary>
public enum ChainFamily
{
    /// <summary>Esplora's HTTP API for an address, Blockbook's for an extended public key.</summary>
    Bitcoin = 0,

    /// <summary>The JSON-RPC of Ethereum.</summary>
    Evm = 1,

    /// <summary>The JSON-RPC of Solana.</summary>
    Solana = 2,
}
