using System.Collections.Immutable;
using Ballast.Adapters.Tests.Venues;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faults;
using NodaTime;

namespace Ballast.Adapters.Tests.Conformance;

/// <summary>Books, prices and news over WebSocket, with everything that can go wrong with streams.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private const string Depth = "btcusdc@depth@100ms";

    private StreamWorld world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await StreamWorld.BeginAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    [Conformance(60)]
    public async Task A_book_that_is_told_is_the_book_that_REST_has()
    {
        await world.ToldBookAsync();
        foreach (decimal price in (decimal[])[50_100m, 49_700m, 50_400m, 50_000m])
        {
            world.Price(price);
            await AgreeAsync();
        }
    }

    [Fact]
    [Conformance(61)]
    public async Task What_was_told_is_used_for_two_seconds_and_then_REST_is_asked()
    {
        await world.ToldBookAsync();
        world.Rig.Clock.Advance(TimeSpan.FromSeconds(2.1));

        int before = world.BooksAsked;
        await world.BookAsync();
        world.BooksAsked.ShouldBe(before + 1);

        // REST has shown that nothing has changed: what was told is as good as new.
        await world.ToldBookAsync();
    }

    [Fact]
    [Conformance(62)]
    public async Task A_stream_that_falls_silent_is_noticed_by_the_age_of_its_data_said_and_opened_anew()
    {
        await world.ToldBookAsync();
        world.Fault(FaultKind.StreamSilent, null, "");
        world.Price(52_000m);

        await StreamWorld.UntilAsync(async () =>
        {
            world.Rig.Clock.Advance(TimeSpan.FromSeconds(1));
            OrderBook book = await world.BookAsync();
            bool isStale = book.Asks[0].Price.Value < 51_000m && world.Rig.Now - book.At > Duration.FromSeconds(2);
            isStale.ShouldBeFalse("a stale book was given as a fresh one");
            return world.Log.Said.Contains("has been silent", StringComparison.Ordinal) ? "said" : null;
        });
        (await world.BookAsync()).Asks[0].Price.Value.ShouldBeGreaterThan(51_000m);

        world.Rig.Exchange.Faults.Clear();
        await AgreeAsync();
    }

    [Fact]
    [Conformance(63)]
    public async Task A_gap_is_mended_by_a_snapshot()
    {
        await world.ToldBookAsync();
        world.Fault(FaultKind.StreamGap, 1, Depth);

        // Prices that follow one another closely may be told as one: they change until an event was lost.
        decimal price = 50_700m;
        await StreamWorld.UntilAsync(() =>
        {
            world.Price(price++);
            return Task.FromResult(world.Rig.Exchange.Faults.Rules.Count == 0 ? "lost" : null);
        });
        world.Price(price + 200m);

        await AgreeAsync();
        world.Log.Said.ShouldContain("has a gap");
    }

    [Theory]
    [Conformance(64)]
    [InlineData(FaultKind.StreamDuplicate)]
    [InlineData(FaultKind.StreamReorder)]
    public async Task Events_that_come_twice_or_in_another_order_leave_the_book_right(FaultKind fault)
    {
        await world.ToldBookAsync();
        for (int i = 1; i <= 5; i++)
        {
            world.Fault(fault, 1, Depth);
            world.Price(50_000m + (i * 150m));
            await StreamWorld.UntilAsync(() => Task.FromResult(
                world.Rig.Exchange.Faults.Rules.Count == 0 ? "met" : null));
            world.Price(50_050m + (i * 150m));
            await AgreeAsync();
        }
    }

    [Fact]
    [Conformance(65)]
    public async Task A_connection_that_breaks_is_opened_again_and_nothing_of_the_old_one_is_used()
    {
        await world.ToldBookAsync();
        await world.RestartAsync();
        world.Price(53_000m);

        (await world.BookAsync()).Asks[0].Price.Value.ShouldBeGreaterThan(52_000m);
        await AgreeAsync();
    }

    [Fact]
    [Conformance(66)]
    public async Task A_trade_just_told_is_the_last_price_with_the_venues_time_of_it()
    {
        await PricesAsync();
        await world.ToldBookAsync();
        SendOutcome.Accepted accepted = (await world.Rig.SendAsync(world.Rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)))
            .ShouldBeOfType<SendOutcome.Accepted>();

        PriceQuote told = await StreamWorld.UntilAsync(async () =>
            await PricesAsync() is { } price && price.Price == accepted.Fills[0].Price ? price : null);
        told.At.ShouldBe(accepted.Fills[0].At);

        world.Rig.Clock.Advance(TimeSpan.FromSeconds(3));
        (await PricesAsync()).At.ShouldBeGreaterThan(told.At, "an old trade is no price: REST is asked");
    }

    [Fact]
    [Conformance(67)]
    public async Task What_happens_to_the_account_is_heard_and_a_new_connection_counts_as_news()
    {
        IAccountNews news = world.Venue.News.ShouldNotBeNull();
        long opened = await news.AfterAsync(0, Cancellation);

        (await world.Rig.SendAsync(world.Rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)))
            .ShouldBeOfType<SendOutcome.Accepted>();
        long traded = await news.AfterAsync(opened, Cancellation);

        await world.RestartAsync();
        (await news.AfterAsync(traded, Cancellation)).ShouldBeGreaterThan(traded);
    }

    [Fact]
    [Conformance(68)]
    public async Task Silence_about_the_account_changes_no_truth()
    {
        IAccountNews news = world.Venue.News.ShouldNotBeNull();
        long opened = await news.AfterAsync(0, Cancellation);
        world.Fault(FaultKind.StreamSilent, null, "userData");
        OrderTicket ticket = world.Rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        await world.Rig.SendAsync(ticket);

        (await world.Venue.Orders.LookUpAsync(ticket, Cancellation)).ShouldBeOfType<Reading<OrderLookup>.Known>()
            .Value.ShouldBeOfType<OrderLookup.Found>().Order.Status.ShouldBe(VenueOrderStatus.Filled);
        opened.ShouldBeGreaterThan(0);
    }

    private async Task<PriceQuote> PricesAsync() =>
        (await world.Venue.Prices.ReadPricesAsync([PaperRig.Btc], PaperRig.Usdc, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<PriceQuote>>.Known>().Value.ShouldHaveSingleItem();

    // The told book becomes the one that a client without streams reads.
    private Task<OrderBook> AgreeAsync() => StreamWorld.UntilAsync(async () =>
    {
        OrderBook told = await world.ToldBookAsync();
        OrderBook asked = (await world.Rig.Venue.Books.ReadBookAsync(world.Rig.Instrument, 5, Cancellation))
            .ShouldBeOfType<Reading<OrderBook>.Known>().Value;
        return told.Bids.SequenceEqual(asked.Bids) && told.Asks.SequenceEqual(asked.Asks) ? told : null;
    });
}
