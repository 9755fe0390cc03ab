using Ballast.Core.Portfolios;

namespace Ballast.Core.Markets;

/// <summary>One market that one account can trade on, as last fetched.</summary>
public sealed record VenueMarket
{
    /// <summary>The account whose orders go there.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Filters and names.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>The fee rates of this account, or <see langword="null"/> where the venue does not say (the policy's
    /// rates hold then).</summary>
    public FeeRates? Fees { get; init; }

    /// <summary>The visible book, or <see langword="null"/> where none was fetched.</summary>
    public OrderBook? Book { get; init; }
}
