using System.Collections.Immutable;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>What an API key may do, as the exchange says.</summary>
public sealed record KeyFacts
{
    /// <summary>Whether it may read.</summary>
    public required bool CanRead { get; init; }

    /// <summary>Whether it may place orders.</summary>
    public required bool CanTrade { get; init; }

    /// <summary>Whether it may take money out.</summary>
    public required bool CanWithdraw { get; init; }

    /// <summary>Whether it may move money to other accounts or wallets.</summary>
    public required bool CanTransfer { get; init; }

    /// <summary>Whether it works from named addresses only.</summary>
    public required bool IsIpRestricted { get; init; }

    /// <summary>What a program that trades has no use for and a thief has; each completes "the key ...".</summary>
    public ImmutableArray<string> Dangers =>
    [
        .. CanWithdraw ? (IEnumerable<string>)["may withdraw"] : [],
        .. CanTransfer ? (IEnumerable<string>)["may transfer"] : [],
        .. IsIpRestricted ? (IEnumerable<string>)[] : ["works from any address"],
    ];
}
