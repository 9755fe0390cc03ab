using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios.Booking;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Portfolios;

public sealed class BalanceBookingTests
{
    private static readonly Asset Bnb = new("BNB");
    private static readonly Reason Record = new("trade", "a trade");

    /// <summary>The ledger says 1 BTC and 1000 USDC; the portfolio is worth 2000, BTC 1000.</summary>
    private static readonly BookingRequest Unchanged = new()
    {
        Account = Paper,
        Venue = BookingVenue.Exchange,
        Ledger = Units((Btc, 1m), (Usdc, 1000m)),
        FirstRead = Units((Btc, 1m), (Usdc, 1000m)),
        SecondRead = Units((Btc, 1m), (Usdc, 1000m)),
        Busy = [],
        Trades = TradeReading.Complete,
        Counted = [Btc, Usdc],
        Prices = ImmutableSortedDictionary<Asset, Price>.Empty.Add(Btc, new Price(1000m)).Add(Usdc, Price.One),
        PortfolioValue = new Money(2000m),
    };

    [Fact]
    public void Books_nothing_where_nothing_changed() =>
        BalanceBooking.Book(Unchanged).ShouldBeOfType<BookingOutcome.Booked>().Postings.ShouldBeEmpty();

    [Fact]
    public void Fills_and_fees_explain_a_change_to_the_last_unit()
    {
        BookingRequest traded = Read((Btc, 1.1m), (Usdc, 900m), (Bnb, -0.00000001m)) with
        {
            Known =
            [
                new BalancePosting.Fill(Btc, new Quantity(0.1m), Record),
                new BalancePosting.Fill(Usdc, new Quantity(-100m), Record),
                new BalancePosting.Fee(Bnb, new Quantity(-0.00000001m), Record),
            ],
        };

        BalanceBooking.Book(traded).ShouldBeOfType<BookingOutcome.Booked>().Postings.ShouldBe(
            [traded.Known[2], traded.Known[0], traded.Known[1]]);
    }

    [Fact]
    public void One_unit_that_no_record_explains_is_booked_and_not_tolerated()
    {
        BalancePosting posting = BalanceBooking.Book(Read((Btc, 1.00000001m), (Usdc, 1000m)))
            .ShouldBeOfType<BookingOutcome.Booked>().Postings.Single();

        posting.ShouldBeOfType<BalancePosting.Flow>().Change.ShouldBe(new Quantity(0.00000001m));
    }

    [Theory]
    [InlineData(BookingVenue.Exchange, typeof(BalancePosting.Flow))]
    [InlineData(BookingVenue.SleeveWithReturns, typeof(BalancePosting.Flow))]
    [InlineData(BookingVenue.SleeveWithoutReturns, typeof(BalancePosting.Gain))]
    [InlineData(BookingVenue.SleeveWithLog, typeof(BalancePosting.Gain))]
    public void What_has_no_record_is_booked_by_what_the_venue_is(BookingVenue venue, Type kind) =>
        BalanceBooking.Book(Read((Btc, 1m), (Usdc, 1050m)) with { Venue = venue }).Postings.Single()
            .ShouldBeOfType(kind);

    [Fact]
    public void Waits_while_an_order_touches_the_asset_or_trades_are_unread_or_reads_differ()
    {
        BookingRequest changed = Read((Btc, 1m), (Usdc, 1050m));

        Waits(changed with { Busy = [Usdc] }).ShouldBe(["order-open"]);
        Waits(changed with { Trades = TradeReading.Behind }).ShouldBe(["trades-unread"]);
        Waits(changed with { FirstRead = Units((Btc, 1m), (Usdc, 1049m)) }).ShouldBe(["balances-moving"]);
        Waits(changed with { Busy = [Btc] }).ShouldBeEmpty("only BTC is busy");
    }

    /// <summary>By hand: 5 % of 2000 is 100.</summary>
    [Fact]
    public void A_change_above_five_percent_of_the_portfolio_waits_for_a_person()
    {
        Waits(Read((Btc, 1m), (Usdc, 1100m))).ShouldBeEmpty();

        BookingRequest large = Read((Btc, 0.8m), (Usdc, 1000m));
        Waits(large).ShouldBe(["change-large"]);
        Waits(large with { LargestUnasked = new Weight(0.1m) }).ShouldBeEmpty("the owner allows 10 %");
        Waits(large with { Accepted = Units((Btc, -0.2m)) }).ShouldBeEmpty("a person accepted exactly this");
        Waits(large with { Accepted = Units((Btc, -0.1m)) }).ShouldBe(["change-large"]);
        Waits(large with { PortfolioValue = Money.Zero }).ShouldBeEmpty("the first deposit is large by nature");
        Waits(large with { PortfolioValue = null }).ShouldBe(["value-unknown"]);
        Waits(large with { Prices = large.Prices.Remove(Btc) }).ShouldBe(["price-missing"]);
        Waits(large with { Prices = large.Prices.Remove(Btc), Counted = [Usdc] }).ShouldBeEmpty();
    }

    [Fact]
    public void One_asset_that_waits_does_not_hold_up_the_others()
    {
        var waits = BalanceBooking.Book(Read((Btc, 1.001m), (Usdc, 1050m)) with { Busy = [Btc] })
            .ShouldBeOfType<BookingOutcome.Waits>();

        waits.Postings.Single().Asset.ShouldBe(Usdc);
    }

    [Fact]
    public void Flows_wait_to_be_used_and_are_no_performance_while_income_is()
    {
        PolicyMemory memory = PolicyMemory.Fresh with { Session = new SessionMark(Noon, new Money(2000m), Money.Zero) };
        ImmutableArray<BalancePosting> postings =
        [
            new BalancePosting.Flow(Btc, new Quantity(0.1m), Record),
            new BalancePosting.Income(Usdc, new Quantity(7m), Record),
            new BalancePosting.Gain(Usdc, new Quantity(1000m), Record),
            new BalancePosting.Flow(Bnb, new Quantity(5m), Record),
        ];

        PolicyMemory after = BalanceBooking.Remember(Policy(new TriggerPolicy()), memory, postings, Unchanged.Prices);

        after.PendingFlow.ShouldBe(new Money(107m));
        after.Session!.Flows.ShouldBe(new Money(100m));
    }

    private static IEnumerable<string> Waits(BookingRequest request) =>
        BalanceBooking.Book(request) is BookingOutcome.Waits waits ? waits.Why.Select(why => why.Code) : [];

    private static BookingRequest Read(params (Asset Asset, decimal Units)[] balances) =>
        Unchanged with { FirstRead = Units(balances), SecondRead = Units(balances) };

    private static ImmutableSortedDictionary<Asset, Quantity> Units(params (Asset Asset, decimal Units)[] balances) =>
        balances.ToImmutableSortedDictionary(pair => pair.Asset, pair => new Quantity(pair.Units));
}
