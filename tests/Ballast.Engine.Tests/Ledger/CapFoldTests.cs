using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ledger;
using Ballast.Engine.Tests.Execution;
using NodaTime;

namespace Ballast.Engine.Tests.Ledger;

/// <summary>What counts against a day's turnover. Orders of ten units at 100: 1,000 each.</summary>
public sealed class CapFoldTests
{
    private static readonly Instant NextDay = BookSketch.Noon + Duration.FromDays(1);
    private static readonly Instant Midnight = Instant.FromUtc(2026, 1, 6, 0, 0);

    [Fact]
    public void An_order_counts_whole_while_it_is_open_and_then_by_what_it_traded()
    {
        PortfolioBook book = Filled(Ordered(), 4m, BookSketch.Noon);
        book.Caps.ShouldBe(new CapCount(new LocalDate(2026, 1, 5), new Money(1000m)));
        PortfolioBook ended = OrderFold.Step(book, Id(book), new OrderEvent.Close(OrderEnd.Expired, new(4m)), Midnight
            - Duration.FromSeconds(1));
        ended.Caps.Notional.ShouldBe(new Money(400m));
    }

    [Fact]
    public void What_remains_of_an_order_that_is_open_at_midnight_counts_on_the_new_day_too()
    {
        PortfolioBook book = Filled(Ordered(), 4m, BookSketch.Noon);
        CapFold.On(book, NextDay).ShouldBe(new CapCount(new LocalDate(2026, 1, 6), new Money(600m)));

        PortfolioBook after = Filled(book, 1m, NextDay);
        after.Caps.Notional.ShouldBe(new Money(600m), "one unit is traded on the new day, five may still be");
        PortfolioBook ended =
            OrderFold.Step(after, Id(book), new OrderEvent.Close(OrderEnd.Expired, new(5m)), NextDay);
        ended.Caps.Notional.ShouldBe(new Money(100m), "one unit was traded on the new day");
    }

    [Fact]
    public void What_ended_before_midnight_leaves_the_new_day_empty()
    {
        PortfolioBook ended = Filled(Ordered(), 10m, BookSketch.Noon);
        CapFold.On(ended, NextDay).Notional.ShouldBe(Money.Zero);
        CapFold.On(ended, Midnight - Duration.FromSeconds(1)).Notional.ShouldBe(new Money(1000m));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_empty_the_day() =>
        CapFold.On(Ordered(), BookSketch.Noon - Duration.FromDays(3)).ShouldBe(Ordered().Caps);

    /// <summary>The venue had called the order cancelled at four units; a fifth comes late.</summary>
    [Fact]
    public void A_trade_that_comes_after_the_orders_end_counts()
    {
        PortfolioBook book = Filled(Ordered(), 4m, BookSketch.Noon);
        PortfolioBook ended =
            OrderFold.Step(book, Id(book), new OrderEvent.Close(OrderEnd.Cancelled, new(4m)), BookSketch.Noon);
        Filled(ended, 1m, BookSketch.Noon).Caps.Notional.ShouldBe(new Money(500m));
    }

    private static PortfolioBook Ordered()
    {
        PortfolioBook book = BookSketch.Of("paper").Holding("paper", (BookSketch.Usdc, 10_000m))
            .Ordering("paper", (TradeSide.Buy, BookSketch.Aaa, 10m), new OrderState.Acked());
        return book with { Caps = new CapCount(BookSketch.Noon.InUtc().Date, new Money(1000m)) };
    }

    private static ClientOrderId Id(PortfolioBook book) => book.Orders.Keys.Single();

    private static PortfolioBook Filled(PortfolioBook book, decimal units, Instant at) => OrderFold.Filled(
        book,
        new(Id(book), new VenueFill
        {
            TradeId = $"{book.Orders.Values.Single().Order.Fills.Count + 1}",
            Size = new Quantity(units),
            Price = new Price(100m),
            Fee = Quantity.Zero,
            FeeAsset = BookSketch.Usdc,
            At = at,
        }),
        at);
}
