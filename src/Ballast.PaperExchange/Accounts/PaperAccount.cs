using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.PaperExchange.Accounts;

/// <summary>One customer of the exchange.</summary>
public sealed record PaperAccount
{
    /// <summary>Its name, such as <c>demo</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What requests carry in <c>X-MBX-APIKEY</c>.</summary>
    public required string ApiKey { get; init; }

    /// <summary>
    /// A second key with the same secret, whose requests are stamped by the market's clock and by no other. A request
    /// of the first key may be stamped by either clock; at the moment at which both show the same, one that has
    /// expired by the market's time could still be valid by the machine's, and an owner who rests on that expiry
    /// must not meet this.
    /// </summary>
    public string MarketTimeKey => ApiKey + "@market";

    /// <summary>The key of the requests' HMAC. Play money: it is not worth hiding.</summary>
    public required string Secret { get; init; }

    /// <summary>What its key may do besides reading and trading.</summary>
    public KeyPowers Powers { get; init; } = KeyPowers.None;

    /// <summary>What it is charged.</summary>
    public required FeeTerms Fees { get; init; }

    /// <summary>What it holds when the exchange first sees it.</summary>
    public required ImmutableSortedDictionary<Asset, Quantity> OpeningBalances { get; init; }

    /// <summary>The account of a fresh exchange: 100,000 USDC, 10 bp, fees in what is received.</summary>
    public static PaperAccount Demo { get; } = new()
    {
        Name = "demo",
        ApiKey = "paper",
        Secret = "papersecret",
        Fees = FeeTerms.Default,
        OpeningBalances =
            ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(new Asset("USDC"), new Quantity(100_000m)),
    };
}

/// <summary>
/// Where a fee is taken from. Where the chosen asset does not suffice, it is taken from what the trade brings.
/// </summary>
public enum FeeCharge
{
    /// <summary>From what the trade brings: base for a buyer, quote for a seller.</summary>
    Received = 0,

    /// <summary>Always the base asset.</summary>
    Base = 1,

    /// <summary>Always the quote asset.</summary>
    Quote = 2,

    /// <summary>A third asset, at its own market's price.</summary>
    Third = 3,
}
