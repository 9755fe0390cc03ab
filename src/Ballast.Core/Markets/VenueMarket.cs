using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;

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

/// <summary>Fees as a fraction of the traded notional; 0.001 is 10 bp.</summary>
/// <param name="Maker">Rate of an order that rests; may be negative (a rebate).</param>
/// <param name="Taker">Rate of an order that takes.</param>
public sealed record FeeRates(decimal Maker, decimal Taker);

/// <summary>The visible depth of a market.</summary>
/// <param name="Bids">Buy orders, best (highest) first.</param>
/// <param name="Asks">Sell orders, best (lowest) first.</param>
/// <param name="At">The venue's time of the book.</param>
public sealed record OrderBook(ImmutableArray<BookLevel> Bids, ImmutableArray<BookLevel> Asks, Instant At);

/// <summary>One price level of a book.</summary>
/// <param name="Price">In the market's quote asset.</param>
/// <param name="Size">Units of the base asset, above zero.</param>
public readonly record struct BookLevel(Price Price, Quantity Size);
