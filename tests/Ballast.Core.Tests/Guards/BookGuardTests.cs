using Ballast.Core.Amounts;
using Ballast.Core.Guards;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using NodaTime;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Guards;

/// <summary>Prices of 100 and the default of 60 seconds; every bound is calculated by hand.</summary>
public sealed class BookGuardTests
{
    private static readonly Instrument Market = Instrument.Unfiltered(Btc, Usdc);

    [Theory]
    [InlineData(99.9, 100.1, 0)]
    [InlineData(100, 100, 0)]
    [InlineData(99.9, 100.1, 60)]
    [InlineData(99.9, 100.1, -1)]
    [InlineData(101.9, 102.1, 0)]
    [InlineData(97.95, 98.13, 0)]
    [InlineData(60, 140, 0)]
    public void Accepts_a_fresh_book_around_the_accepted_price(double bid, double ask, int secondsOld) =>
        Judge(Book(bid, ask, secondsOld)).ShouldBeOfType<BookVerdict.Accepted>();

    [Theory]
    [InlineData(100.1, 99.9, 0, "book-crossed")]
    [InlineData(99.9, 100.1, 61, "book-stale")]
    [InlineData(99.9, 100.1, -2, "book-future")]
    [InlineData(101.91, 102.11, 0, "book-off-price")]
    [InlineData(97.94, 98.12, 0, "book-off-price")]
    [InlineData(2599, 2601, 0, "book-off-price")]
    [InlineData(0, 100.1, 0, "book-one-sided")]
    public void Refuses_a_book_that_no_order_may_rest_on(double bid, double ask, int secondsOld, string code)
    {
        Reason why = Judge(Book(bid, ask, secondsOld)).ShouldBeOfType<BookVerdict.Refused>().Why;

        why.Code.ShouldBe(code);
        why.Sentence.ShouldContain("BTCUSDC");
    }

    [Fact]
    public void Refuses_a_book_with_one_side_or_none()
    {
        OrderBook whole = Book(99.9, 100.1, 0);
        foreach (OrderBook book in new[]
        {
            whole with { Asks = [] },
            whole with { Bids = [] },
            new OrderBook([], [], Noon),
            new OrderBook(default, default, Noon),
            whole with { Asks = [new BookLevel(new Price(100.1m), Quantity.Zero)] },
        })
        {
            Judge(book).ShouldBeOfType<BookVerdict.Refused>().Why.Code.ShouldBe("book-one-sided");
        }
    }

    [Fact]
    public void Does_not_compare_with_a_price_that_nobody_has() =>
        BookGuard.Judge(new GuardPolicy(), Market, Book(2599, 2601, 0), default, Noon)
            .ShouldBeOfType<BookVerdict.Accepted>();

    private static BookVerdict Judge(OrderBook book) =>
        BookGuard.Judge(new GuardPolicy(), Market, book, new Price(100m), Noon);

    private static OrderBook Book(double bid, double ask, int secondsOld) => new(
        [new BookLevel(new Price((decimal)bid), new Quantity(1m))],
        [new BookLevel(new Price((decimal)ask), new Quantity(1m))],
        Noon - Duration.FromSeconds(secondsOld));
}
