using System.Collections.Immutable;
using Ballast.Adapters.Tests.Conformance;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues;

public sealed class PaperMarketsTests : IDisposable
{
    private readonly PaperRig rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Fact]
    [Conformance(33)]
    public async Task Balances_are_read_whole_with_what_open_orders_lock()
    {
        await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 40_000m) with
        {
            TimeInForce = Core.Orders.TimeInForce.GoodTillCancelled,
        });

        var read = (await rig.Venue.Balances.ReadBalancesAsync(PaperRig.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Read>();

        read.Access.ShouldBe(AccountAccess.Tradable);
        read.Balances.ShouldBe(
        [
            new Balance(PaperRig.Btc, new Quantity(2m), Quantity.Zero),
            new Balance(PaperRig.Usdc, new Quantity(96_000m), new Quantity(4_000m)),
        ]);
    }

    [Fact]
    [Conformance(34)]
    public async Task Markets_come_with_the_venues_own_filters_and_the_accounts_fees()
    {
        VenueMarket market = (await rig.Venue.Catalog.ReadMarketsAsync(PaperRig.Account, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<VenueMarket>>.Known>().Value.ShouldHaveSingleItem();

        market.Instrument.ShouldBe(rig.Instrument);
        market.Fees.ShouldBe(new FeeRates(0.001m, 0.001m));
    }

    // Nothing was executed, so nothing is unknown: the order may be planned anew at once.
    [Fact]
    public async Task A_price_far_from_the_market_is_a_definitive_rejection_in_the_venues_words()
    {
        VenueError error = (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 9_999m)))
            .ShouldBeOfType<SendOutcome.Rejected>().Error;

        (error.Kind, error.Code, error.Message)
            .ShouldBe((VenueErrorKind.Rejected, "-1013", "Filter failure: PERCENT_PRICE_BY_SIDE"));
    }

    [Fact]
    [Conformance(35)]
    public async Task Prices_carry_the_venues_time_and_leave_out_what_it_does_not_know()
    {
        PriceQuote quote = (await ReadPricesAsync()).ShouldBeOfType<Reading<ImmutableArray<PriceQuote>>.Known>()
            .Value.ShouldHaveSingleItem();

        quote.ShouldBe(new PriceQuote(PaperRig.Btc, new Price(50_000m), rig.Now, "paper"));
    }

    [Fact]
    [Conformance(36)]
    public async Task A_price_that_stands_still_keeps_its_old_time()
    {
        await ReadPricesAsync();
        Instant before = rig.Now;
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.PriceStale });
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        rig.Market.Set("BTCUSDC", rig.Now, 60_000m);

        PriceQuote quote =
            (await ReadPricesAsync()).ShouldBeOfType<Reading<ImmutableArray<PriceQuote>>.Known>().Value[0];

        (quote.Price.Value, quote.At).ShouldBe((50_000m, before));
    }

    [Theory]
    [Conformance(37)]
    [InlineData(FaultKind.PriceNegative)]
    [InlineData(FaultKind.PriceCrossed)]
    public async Task An_impossible_price_is_no_price(FaultKind fault)
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = fault });

        (await ReadPricesAsync()).ShouldBeOfType<Reading<ImmutableArray<PriceQuote>>.Failed>()
            .Error.Kind.ShouldBe(VenueErrorKind.Unavailable);
    }

    [Fact]
    public async Task A_book_has_the_asked_levels_best_first()
    {
        OrderBook book = (await rig.Venue.Books.ReadBookAsync(rig.Instrument, 5, Cancellation))
            .ShouldBeOfType<Reading<OrderBook>.Known>().Value;

        (book.Bids.Length, book.Asks.Length).ShouldBe((5, 5));
        (book.Bids[0].Price.Value, book.Asks[0].Price.Value).ShouldBe((49_990m, 50_010m));
        book.Asks.Select(level => level.Price).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    [Conformance(38)]
    public async Task A_venue_that_is_down_is_unreadable_and_nothing_is_taken_for_zero()
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.Down, On = RequestScope.All });

        (await rig.Venue.Balances.ReadBalancesAsync(PaperRig.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Unreadable>();
        (await ReadPricesAsync()).ShouldBeOfType<Reading<ImmutableArray<PriceQuote>>.Failed>();
    }

    [Fact]
    [Conformance(39)]
    public async Task A_wrong_secret_is_not_authorized()
    {
        PaperAccount forged = PaperRig.Customer with { Secret = "guessed" };
        using BinanceSpotVenue stranger = PaperConnection.InProcess(rig.Exchange, PaperRig.Account, forged, rig.Clocks);

        (await stranger.Orders.ReadOpenOrdersAsync(PaperRig.Account, [], Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<Core.Orders.VenueOrder>>.Failed>()
            .Error.Kind.ShouldBe(VenueErrorKind.NotAuthorized);
    }

    [Fact]
    public async Task A_simulated_market_has_a_history_before_its_first_day()
    {
        var clock = new ManualClock();
        var clocks = new VenueClocks(clock, clock);
        var choice = new MarketChoice.Simulated(AssetSpec.Usual, PaperRig.Usdc, 7) { HistoryDays = 30 };
        using PaperVenue exchange = PaperSetup.Open(choice, new PaperVenueOptions(), null, new(clock, clock));
        using BinanceSpotVenue venue = PaperConnection.InProcess(exchange, PaperRig.Account, PaperAccount.Demo, clocks);
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var request =
            new CandleRequest(PaperRig.Btc, PaperRig.Usdc, Duration.FromDays(1), now - Duration.FromDays(20), now);

        ImmutableArray<Candle> bars = (await venue.Candles.ReadCandlesAsync(request, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<Candle>>.Known>().Value;

        bars.Length.ShouldBe(20);
        bars[^1].End.ShouldBe(now);
        bars.ShouldAllBe(bar => bar.Low!.Value <= bar.Close && bar.Close <= bar.High!.Value);
    }

    private Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync() =>
        rig.Venue.Prices.ReadPricesAsync([PaperRig.Btc, new Asset("DOGE")], PaperRig.Usdc, Cancellation);
}
