using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Core.Portfolios.Booking;
using Ballast.Engine.Journal;

namespace Ballast.Engine.Ledger;

/// <summary>Asks Core what unexplained changes of an account are, and writes its answer as events.</summary>
internal static class Bookkeeping
{
    /// <summary>The code of that sentence.</summary>
    public const string Unexplained = "unexplained-change";

    /// <summary>The code of a change that the venue's own log tells.</summary>
    public const string Logged = "venue-log";

    /// <summary>The kind of a posting that is a position's own return.</summary>
    public const string Gain = "gain";

    /// <summary>The kind of a posting that is income.</summary>
    public const string Income = "income";

    /// <summary>The sentence that names a difference: the same difference has the same one.</summary>
    public static Reason Named(AccountId account, ImmutableSortedDictionary<Asset, Quantity> difference) => new(
        Unexplained,
        $"{account}: {string.Join(", ", difference.Select(line => $"{line.Value} {line.Key}"))} without a record");

    /// <summary>The same sentence for a change that has been booked; what the venue's log told is no part of
    /// it.</summary>
    public static Reason Named(JournalEvent.BalanceBooked booked) => Named(
        booked.Account,
        booked.Postings.Where(posting => posting.Why.Code != Logged).GroupBy(posting => posting.Asset)
            .ToImmutableSortedDictionary(
                postings => postings.Key,
                postings => postings.Aggregate(new Quantity(0m), (sum, posting) => sum + posting.Change)));

    /// <summary>What is to be booked, or why it waits.</summary>
    /// <param name="book">The portfolio's book.</param>
    /// <param name="reads">Two reads of one account that agree.</param>
    /// <param name="difference">Balance less ledger, where they differ.</param>
    /// <param name="prices">Prices in the portfolio's quote currency.</param>
    /// <param name="venue">What kind of venue it is.</param>
    public static BookingOutcome Ask(
        PortfolioBook book,
        BalanceReads reads,
        ImmutableSortedDictionary<Asset, Quantity> difference,
        ImmutableSortedDictionary<Asset, Price> prices,
        BookingVenue venue)
    {
        AccountLedger ledger = book.Ledgers[reads.Account];
        ImmutableSortedDictionary<Asset, Quantity> unrecorded = reads.Unrecorded(difference);
        ImmutableSortedSet<Asset> concerned =
            [.. difference.Keys, .. reads.Known.Select(posting => posting.Asset)];
        bool isApproved = book.Approved == Named(reads.Account, unrecorded);
        BookingOutcome outcome = BalanceBooking.Book(new BookingRequest
        {
            Account = reads.Account,
            Venue = venue,
            Ledger = Only(ledger.Balances, concerned),
            FirstRead = Only(reads.First, concerned),
            SecondRead = Only(reads.Second, concerned),
            Busy = [.. difference.Where(line =>
                BalanceDifference.IsTouched(book, reads.Account, line.Key, line.Value)).Select(line => line.Key)],
            Trades = TradeReading.Complete,
            Known = reads.Known,
            Accepted = isApproved ? unrecorded : ImmutableSortedDictionary<Asset, Quantity>.Empty,
            Counted = Counted(book),
            Prices = prices,
            PortfolioValue = ValueOf(book, prices),
        });
        return isApproved && book.Explanation is { } word && outcome is BookingOutcome.Booked booked
            ? new BookingOutcome.Booked([.. booked.Postings.Select(posting => Explained(posting, word))])
            : outcome;
    }

    private static BalancePosting Explained(BalancePosting posting, JournalEvent.ChangeExplained word)
    {
        if (posting.Why.Code == Logged)
        {
            return posting;
        }

        Reason why = new(
            word.Why.Code, $"{posting.Change} {posting.Asset}, explained by {word.Actor}: {word.Why.Sentence}");
        return word.Kind switch
        {
            ChangeKind.Flow => new BalancePosting.Flow(posting.Asset, posting.Change, why),
            ChangeKind.Gain => new BalancePosting.Gain(posting.Asset, posting.Change, why),
            ChangeKind.Income => new BalancePosting.Income(posting.Asset, posting.Change, why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The event that books, with what it means for decisions.</summary>
    public static JournalEvent.BalanceBooked Event(
        PortfolioBook book,
        AccountId account,
        ImmutableArray<BalancePosting> postings,
        ImmutableSortedDictionary<Asset, Price> prices) => new(
        account,
        [.. postings.Select(posting => new LedgerPosting(posting.Asset, posting.Change, KindOf(posting), posting.Why))],
        BalanceBooking.Remember(book.Policy, book.Memory, postings, prices),
        BalanceBooking.FlowOf(book.Policy, postings, prices));

    /// <summary>One price per asset of an observation; the quote's is one.</summary>
    public static ImmutableSortedDictionary<Asset, Price> Prices(PortfolioBook book, Observation observation) =>
        observation.Prices.GroupBy(quote => quote.Asset)
            .ToImmutableSortedDictionary(quotes => quotes.Key, quotes => quotes.First().Price)
            .SetItem(book.Policy.Quote, Price.One);

    private static string KindOf(BalancePosting posting) => posting switch
    {
        BalancePosting.Fill => "fill",
        BalancePosting.Fee => "fee",
        BalancePosting.Transfer => "transfer",
        BalancePosting.Gain => Gain,
        BalancePosting.Income => Income,
        BalancePosting.Flow => "flow",
        BalancePosting.Unexplained => "unexplained",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ImmutableSortedDictionary<Asset, Quantity> Only(
        ImmutableSortedDictionary<Asset, Quantity> all, ImmutableSortedSet<Asset> wanted) =>
        all.Where(line => wanted.Contains(line.Key)).ToImmutableSortedDictionary();

    // The books' own value and not the last decision's: a refusal has none, and a size must be known while refusing.
    private static Money? ValueOf(PortfolioBook book, ImmutableSortedDictionary<Asset, Price> prices)
    {
        ImmutableSortedSet<Asset> counted = Counted(book);
        Money whole = Money.Zero;
        foreach ((Asset asset, Quantity units) in book.Ledgers.Values.SelectMany(ledger => ledger.Balances))
        {
            if (units.IsZero || !counted.Contains(asset))
            {
                continue;
            }

            if (!prices.TryGetValue(asset, out Price price))
            {
                return null;
            }

            whole += units * price;
        }

        return whole;
    }

    private static ImmutableSortedSet<Asset> Counted(PortfolioBook book) =>
        [book.Policy.Quote, .. book.Policy.Target.Keys, .. book.Policy.Equivalents.SelectMany(pair => pair.Value)];
}

/// <summary>Two reads of one account's balances: units per asset, free and locked together.</summary>
internal sealed record BalanceReads(
    AccountId Account,
    ImmutableSortedDictionary<Asset, Quantity> First,
    ImmutableSortedDictionary<Asset, Quantity> Second)
{
    /// <summary>What the venue's log told between them and the ledger does not have.</summary>
    public ImmutableArray<BalancePosting> Known { get; init; } = [];

    /// <summary>What of a difference the log does not tell.</summary>
    /// <param name="difference">Balance less ledger, where they differ.</param>
    public ImmutableSortedDictionary<Asset, Quantity> Unrecorded(
        ImmutableSortedDictionary<Asset, Quantity> difference) => Known
        .Aggregate(
            difference,
            (rest, posting) => rest.SetItem(
                posting.Asset, rest.GetValueOrDefault(posting.Asset) - posting.Change))
        .Where(line => !line.Value.IsZero)
        .ToImmutableSortedDictionary();
}
