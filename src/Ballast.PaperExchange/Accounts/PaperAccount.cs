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

    /// <summary>The key of the requests' HMAC. Play money: it is not worth hiding.</summary>
    public required string Secret { get; init; }

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

/// <summary>What an account is charged, and in which asset.</summary>
/// <param name="MakerRate">Fraction of the notional when resting.</param>
/// <param name="TakerRate">Fraction of the notional when taking.</param>
/// <param name="ChargedIn">Where it is taken from.</param>
/// <param name="ThirdAsset">The asset of <see cref="FeeCharge.Third"/>; it needs a market against the traded market's
/// quote.</param>
public sealed record FeeTerms(decimal MakerRate, decimal TakerRate, FeeCharge ChargedIn, Asset? ThirdAsset)
{
    /// <summary>10 bp each way in what is received.</summary>
    public static FeeTerms Default { get; } = new(0.001m, 0.001m, FeeCharge.Received, null);
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
