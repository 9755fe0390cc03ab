using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;

namespace Ballast.Core.Portfolios.Booking;

/// <summary>
/// Explains every change of an account's balances, to the venue's last unit, or says why it has to wait. Nothing is
/// booked by tolerance: what has no record is booked by what the venue is, once two reads agree, no order touches the
/// asset and its trades have been read.
/// </summary>
public static class BalanceBooking
{
    /// <summary>Books.</summary>
    public static BookingOutcome Book(BookingRequest request)
    {
        List<BalancePosting> postings = [];
        List<Reason> waits = [];
        IEnumerable<Asset> assets = request.Ledger.Keys
            .Concat(request.FirstRead.Keys)
            .Concat(request.SecondRead.Keys)
            .Concat(request.Known.Select(posting => posting.Asset));
        foreach (Asset asset in assets.Distinct().Order())
        {
            postings.AddRange(request.Known.Where(posting => posting.Asset.Equals(asset)));
            Quantity rest = Rest(request, asset);
            if (Obstacle(request, asset, rest) is { } wait)
            {
                waits.Add(wait);
            }
            else if (!rest.IsZero)
            {
                postings.Add(Unrecorded(request, asset, rest));
            }
        }

        return waits.Count == 0
            ? new BookingOutcome.Booked([.. postings])
            : new BookingOutcome.Waits([.. postings], [.. waits]);
    }

    /// <summary>
    /// Deposits less withdrawals among postings, in quote currency: what a return must leave out. Assets that are not
    /// managed or have no price mean nothing.
    /// </summary>
    /// <param name="policy">What is managed, and as what.</param>
    /// <param name="postings">What was booked.</param>
    /// <param name="prices">Prices in the portfolio's quote currency.</param>
    public static Money FlowOf(
        Policy policy, ImmutableArray<BalancePosting> postings, ImmutableSortedDictionary<Asset, Price> prices)
    {
        Money flow = Money.Zero;
        foreach (BalancePosting posting in postings)
        {
            bool isFlow = posting is BalancePosting.Flow or BalancePosting.Unexplained
                && ManagedAs(policy, posting.Asset) is not null;
            flow += isFlow && ValueOf(policy, posting, prices) is { } value ? value : Money.Zero;
        }

        return flow;
    }

    /// <summary>
    /// What postings mean for decisions: flows and unexplained changes are kept out of performance and wait to be
    /// used, income waits to be used, everything else changes nothing. Assets that are not managed or have no price
    /// mean nothing.
    /// </summary>
    /// <param name="policy">What is managed, and as what.</param>
    /// <param name="memory">The memory before.</param>
    /// <param name="postings">What was booked.</param>
    /// <param name="prices">Prices in the portfolio's quote currency.</param>
    public static PolicyMemory Remember(
        Policy policy,
        PolicyMemory memory,
        ImmutableArray<BalancePosting> postings,
        ImmutableSortedDictionary<Asset, Price> prices)
    {
        foreach (BalancePosting posting in postings)
        {
            if (ManagedAs(policy, posting.Asset) is { } managed && ValueOf(policy, posting, prices) is { } value)
            {
                memory = posting switch
                {
                    BalancePosting.Flow or BalancePosting.Unexplained => memory.AfterFlow(managed, value),
                    BalancePosting.Income => memory.AfterIncome(value),
                    BalancePosting.Fill or BalancePosting.Fee or BalancePosting.Transfer or BalancePosting.Gain =>
                        memory,
                    _ => throw new UnreachableException(),
                };
            }
        }

        return memory;
    }

    private static Quantity Rest(BookingRequest request, Asset asset)
    {
        Quantity rest = request.SecondRead.GetValueOrDefault(asset) - request.Ledger.GetValueOrDefault(asset);
        foreach (BalancePosting posting in request.Known)
        {
            rest = posting.Asset.Equals(asset) ? rest - posting.Change : rest;
        }

        return rest;
    }

    private static Reason? Obstacle(BookingRequest request, Asset asset, Quantity rest)
    {
        if (request.FirstRead.GetValueOrDefault(asset) != request.SecondRead.GetValueOrDefault(asset))
        {
            return new Reason("balances-moving", $"{request.Account}: two reads of {asset} differ");
        }

        if (rest.IsZero)
        {
            return null;
        }

        string change = $"{request.Account}: {asset} changed by {rest} that no record explains";
        if (request.Busy.Contains(asset))
        {
            return new Reason("order-open", $"{change}, while an order touches it");
        }

        if (request.Trades == TradeReading.Behind)
        {
            return new Reason("trades-unread", $"{change}, and its trades have not all been read");
        }

        bool accepted = request.Accepted.TryGetValue(asset, out Quantity units) && units == rest;
        return accepted ? null : TooLarge(request, asset, rest, change);
    }

    private static Reason? TooLarge(BookingRequest request, Asset asset, Quantity rest, string change)
    {
        if (!request.Counted.Contains(asset) || request.PortfolioValue is { Sign: <= 0 })
        {
            return null;
        }

        if (!request.Prices.TryGetValue(asset, out Price price))
        {
            return new Reason("price-missing", $"{change}, and without a price nobody knows how much that is");
        }

        if (request.PortfolioValue is not { } whole)
        {
            return new Reason("value-unknown", $"{change}, and without a price of everything held nobody knows how "
                + "much of the portfolio that is");
        }

        Money value = (rest * price).Magnitude;
        return value > request.LargestUnasked * whole
            ? new Reason(
                "change-large",
                $"{change}, worth {Phrase.Amount(value)} and more than "
                + $"{Phrase.Percent(request.LargestUnasked)} of the portfolio; a person " +
                "has to say that it is right")
            : null;
    }

    private static BalancePosting Unrecorded(BookingRequest request, Asset asset, Quantity rest)
    {
        string what = $"{rest} {asset} without a record, two reads agree and no order is open";
        return request.Venue switch
        {
            BookingVenue.Exchange =>
                new BalancePosting.Flow(asset, rest, new Reason("owner-flow", $"{what}: the owner moved it")),
            BookingVenue.SleeveWithReturns => new BalancePosting.Flow(
                asset, rest, new Reason(
                    "owner-flow", $"{what}, and the return feed does not state it: the owner moved it")),
            BookingVenue.SleeveWithoutReturns => new BalancePosting.Gain(
                asset, rest, new Reason(
                    "sleeve-gain",
                    $"{what}: taken for the sleeve's own return, because nothing tells a deposit apart")),
            BookingVenue.SleeveWithLog => new BalancePosting.Gain(
                asset, rest, new Reason(
                    "sleeve-gain", $"{what}, nor one in the venue's log: the sleeve's own return")),
            _ => throw new UnreachableException(),
        };
    }

    private static Asset? ManagedAs(Policy policy, Asset asset) =>
        asset.Equals(policy.Quote) || policy.Target.ContainsKey(asset)
            ? asset
            : policy.Equivalents.FirstOrDefault(pair => pair.Value.Contains(asset)).Key;

    private static Money? ValueOf(Policy policy, BalancePosting posting, ImmutableSortedDictionary<Asset, Price> prices)
    {
        if (posting.Asset.Equals(policy.Quote))
        {
            return posting.Change * Price.One;
        }

        return prices.TryGetValue(posting.Asset, out Price price) ? posting.Change * price : null;
    }
}
