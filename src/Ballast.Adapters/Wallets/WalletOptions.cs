using System.Collections.Immutable;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Wallets.Addresses;
using Ballast.Adapters.Wallets.Chains;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Wallets;

/// <summary>A wallet and where it is looked up.</summary>
public sealed record WalletOptions
{
    /// <summary>The owner's name of the account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Its chain.</summary>
    public required WalletChain Chain { get; init; }

    /// <summary>Where it is on the chain.</summary>
    public required WalletAddress Address { get; init; }

    /// <summary>Servers of the chain, the one to ask first at the front; their addresses may hold keys.</summary>
    public required ImmutableArray<Uri> Endpoints { get; init; }

    /// <summary>Tokens to count beside the chain's own coin.</summary>
    public ImmutableArray<WalletToken> Tokens { get; init; } = [];

    /// <summary>How long an answer that was the same twice is kept.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one server is waited for; the next must have its turn before the engine gives up.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Until when venues want to be left alone; <see langword="null"/> where only this account
    /// remembers.</summary>
    public VenueHolds? Holds { get; init; }
}
