using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>How one account at an exchange behind the bridge is reached.</summary>
public sealed record BridgedOptions
{
    /// <summary>The kind of market of perpetuals, in the bridge's words.</summary>
    internal const string Perpetuals = "swap";

    /// <summary>The owner's name of the account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The exchange's name in the bridge's table, such as <c>okx</c>.</summary>
    public required string Exchange { get; init; }

    /// <summary><c>live</c>, <c>testnet</c>, <c>demo</c> or <c>local</c>.</summary>
    public required string Network { get; init; }

    /// <summary>The kind of market: <c>spot</c> or <c>swap</c>; each is a session of its own. Default
    /// <c>spot</c>.</summary>
    internal string Market { get; init; } = "spot";

    /// <summary>Where a local exchange answers; <see langword="null"/> for every other network.</summary>
    public Uri? Address { get; init; }

    /// <summary>Keys by the protocol's names, such as <c>apiKey</c>; none for public data.</summary>
    public ImmutableSortedDictionary<string, Secret> Credentials { get; init; } =
        ImmutableSortedDictionary<string, Secret>.Empty;

    /// <summary>The wallet's address, where the exchange knows its customers by that; otherwise
    /// <see langword="null"/>.</summary>
    public string? Wallet { get; init; }

    /// <summary>The venue's name in prices, capabilities and reports.</summary>
    public required string Venue { get; init; }

    /// <summary>Until when venues want to be left alone; <see langword="null"/> where only the bridge
    /// remembers.</summary>
    public VenueHolds? Holds { get; init; }
}
