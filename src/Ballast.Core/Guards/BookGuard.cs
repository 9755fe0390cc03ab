using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>
/// Whether an order may be priced and sized from a market's visible book: both sides visible, not crossed, as fresh as
/// a price has to be, and its middle as near to the price that was accepted as two sources have to be.
/// </summary>
public static class BookGuard
{
    /// <summary>Judges.</summary>
    /// <param name="policy">The largest age; the same as of a price.</param>
    /// <param name="market">The market with its book, for the reasons.</param>
    /// <param name="book">The book.</param>
    /// <param name="accepted">The price of the market's base in its quote asset that values rest on; zero where there
    /// is none, and then it is not compared.</param>
    /// <param name="now">Ages are measured from here by the venue's time.</param>
    public static BookVerdict Judge(
        GuardPolicy policy, Instrument market, OrderBook book, Price accepted, Instant now) =>
        (Shape(market, book) ?? Age(policy, market, book, now) ?? Distance(market, book, accepted)) is { } why
            ? new BookVerdict.Refused(why)
            : new BookVerdict.Accepted();

    private static Reason? Shape(Instrument market, OrderBook book)
    {
        if (!IsVisible(book.Bids) || !IsVisible(book.Asks))
        {
            return new Reason("book-one-sided", $"the book of {market.Symbol} does not show both sides");
        }

        (Price bid, Price ask) = (book.Bids[0].Price, book.Asks[0].Price);
        return bid > ask
            ? new Reason("book-crossed", $"the book of {market.Symbol} is crossed: {bid} is bid and {ask} asked")
            : null;
    }

    private static Reason? Age(GuardPolicy policy, Instrument market, OrderBook book, Instant now)
    {
        Duration age = now - book.At;
        if (age > policy.MaxPriceAge)
        {
            return new Reason(
                "book-stale",
                $"the book of {market.Symbol} is {Phrase.Span(age)} old, the limit is "
                + $"{Phrase.Span(policy.MaxPriceAge)}");
        }

        return age < -PriceGuard.ClockLead
            ? new Reason(
                "book-future",
                $"the book of {market.Symbol} is dated {Phrase.Time(book.At)}, {Phrase.Span(-age)} ahead of the clock")
            : null;
    }

    private static Reason? Distance(Instrument market, OrderBook book, Price accepted)
    {
        decimal middle = (book.Bids[0].Price.Value / 2m) + (book.Asks[0].Price.Value / 2m);
        decimal price = accepted.Value;
        return price <= 0m || Math.Max(middle, price) - Math.Min(middle, price)
            <= Math.Min(middle, price) * PriceGuard.Agreement
            ? null
            : new Reason(
                "book-off-price",
                $"the middle of the book of {market.Symbol} is {CanonicalDecimal.Format(middle)}, further than "
                + $"{Phrase.Percent(PriceGuard.Agreement)} from the accepted price {accepted}");
    }

    private static bool IsVisible(ImmutableArray<BookLevel> side) =>
        !side.IsDefaultOrEmpty && side[0].Price.Value > 0m && side[0].Size.Value > 0m;
}

/// <summary>Whether a book may be used. Closed: <see cref="Accepted"/> or <see cref="Refused"/>.</summary>
public abstract record BookVerdict
{
    /// <summary>It may.</summary>
    public sealed record Accepted : BookVerdict;

    /// <summary>It may not.</summary>
    public sealed record Refused(Reason Why) : BookVerdict;
}
