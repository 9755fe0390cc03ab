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

    /// <summary>The visible book, or <see langword="null"/> where none was fetched or the one fetched is not to be
    /// used.</summary>
    public OrderBook? Book { get; init; }

    /// <summary>Why the book that was fetched is not to be used, and so nothing is sent to this market;
    /// <see langword="null"/> where it is, or none was fetched.</summary>
    public Reason? BookFault { get; init; }
}
