using System.Collections.Immutable;

namespace Ballast.PaperExchange.Services;

/// <summary>The services that hold an agent's money, as requests and records spell them.</summary>
public static class ServiceNames
{
    /// <summary>Games with an edge: the highest risk.</summary>
    public const string Casino = "casino";

    /// <summary>A book of signals, and the margin of the agent's perpetuals.</summary>
    public const string Trading = "trading";

    /// <summary>Coins and loose USDC.</summary>
    public const string Wallet = "wallet";

    /// <summary>Rent and appreciation of domain names.</summary>
    public const string Domains = "domains";

    /// <summary>Fees of other people's deals: the lowest risk.</summary>
    public const string Escrow = "escrow";

    /// <summary>Idle USDC, through which every movement goes.</summary>
    public const string Reserve = "reserve";

    /// <summary>All that earn or lose, in ordinal order; the reserve does neither.</summary>
    public static ImmutableArray<string> Working { get; } = [Casino, Domains, Escrow, Trading, Wallet];

    /// <summary>All, in ordinal order.</summary>
    public static ImmutableArray<string> All { get; } = [Casino, Domains, Escrow, Reserve, Trading, Wallet];
}
