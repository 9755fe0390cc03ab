using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Portfolios.Booking;

/// <summary>Everything the booking of one account's balance changes depends on.</summary>
public sealed record BookingRequest
{
    /// <summary>Whose balances are compared; each account of a portfolio is booked by itself.</summary>
    public required AccountId Account { get; init; }

    /// <summary>What kind of venue it is at.</summary>
    public required BookingVenue Venue { get; init; }

    /// <summary>Units per asset that opening balance and postings add up to; an asset without an entry has
    /// none.</summary>
    public required ImmutableSortedDictionary<Asset, Quantity> Ledger { get; init; }

    /// <summary>Units per asset, free and locked together, as read first.</summary>
    public required ImmutableSortedDictionary<Asset, Quantity> FirstRead { get; init; }

    /// <summary>The same, read again after the venue's settle time.</summary>
    public required ImmutableSortedDictionary<Asset, Quantity> SecondRead { get; init; }

    /// <summary>Assets that an order touches whose end is not known: base, quote and fee assets.</summary>
    public required ImmutableSortedSet<Asset> Busy { get; init; }

    /// <summary>Whether the trades were read up to the watermark.</summary>
    public required TradeReading Trades { get; init; }

    /// <summary>Changes with a record that are not in the ledger yet: fills, fees, transfers, and what a return or
    /// income feed states.</summary>
    public ImmutableArray<BalancePosting> Known { get; init; } = [];

    /// <summary>Changes of any size that a person has accepted: exact units per asset.</summary>
    public ImmutableSortedDictionary<Asset, Quantity> Accepted { get; init; } =
        ImmutableSortedDictionary<Asset, Quantity>.Empty;

    /// <summary>Assets that count in the portfolio: managed ones and their equivalents. How much of another comes or
    /// goes is nobody's worry.</summary>
    public required ImmutableSortedSet<Asset> Counted { get; init; }

    /// <summary>Prices in the portfolio's quote currency, of equivalents their own, and of the quote itself
    /// one.</summary>
    public required ImmutableSortedDictionary<Asset, Price> Prices { get; init; }

    /// <summary>What the ledgers of all accounts are worth together at these prices; <see langword="null"/> where a
    /// price is missing. Into an empty portfolio the first deposit is booked unasked, whatever its size.</summary>
    public required Money? PortfolioValue { get; init; }

    /// <summary>The part of the portfolio above which a change waits for a person. Default 5 %.</summary>
    public Weight LargestUnasked { get; init; } = new(0.05m);
}

/// <summary>What a change without a record means at a venue.</summary>
public enum BookingVenue
{
    /// <summary>An exchange or wallet: only its owner moves what no trade moved.</summary>
    Exchange = 0,

    /// <summary>A sleeve whose returns are stated by a feed: what the feed does not state is the owner's.</summary>
    SleeveWithReturns = 1,

    /// <summary>A sleeve without such a feed: what changes is its return.</summary>
    SleeveWithoutReturns = 2,

    /// <summary>A sleeve at a venue whose log tells what its owner brings and takes: what the log does not tell is its
    /// return.</summary>
    SleeveWithLog = 3,
}

/// <summary>How far the trades of an account have been read.</summary>
public enum TradeReading
{
    /// <summary>Not up to the newest.</summary>
    Behind = 0,

    /// <summary>Up to the newest.</summary>
    Complete = 1,
}
