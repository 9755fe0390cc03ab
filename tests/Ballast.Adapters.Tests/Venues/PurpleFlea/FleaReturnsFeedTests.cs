using System.Collections.Immutable;
using System.Net;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Paper;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>The feed of returns as bars: dated by the clock, and never ahead of it.</summary>
public sealed class FleaReturnsFeedTests : IDisposable
{
    private static readonly Instant Midnight = Instant.FromUtc(2026, 1, 5, 0, 0);
    private static readonly Asset Usdc = new("USDC");

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.Zero));
    private readonly FleaTap tap = new();
    private readonly PaperVenue exchange;
    private readonly PurpleFleaVenue venue;

    public FleaReturnsFeedTests()
    {
        exchange = new PaperVenue(
            new PaperVenueOptions { Accounts = [PaperAccount.Demo], Seed = 7 },
            new ScriptedMarket(PaperInstruments.Of(new Asset("BTC"), Usdc, 50_000m, 50_000m)),
            new MemoryExchangeStore(),
            clock);
        venue = Venue(TimeSpan.Zero);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public void Dispose()
    {
        venue.Dispose();
        exchange.Dispose();
    }

    [Fact]
    public async Task Closes_grow_by_the_feeds_own_returns_and_the_newest_is_one()
    {
        ImmutableArray<decimal> returns = exchange.Agents.Returns("demo", 30)["casino"];

        ImmutableArray<Candle> bars = await BarsAsync("casino", 31);

        bars.Length.ShouldBe(31, "thirty returns lie between thirty-one closes");
        bars[^1].End.ShouldBe(Midnight);
        bars[^1].Close.ShouldBe(Price.One);
        for (int i = 1; i < bars.Length; i++)
        {
            (bars[i].End - bars[i - 1].End).ShouldBe(Duration.FromDays(1));
            ((bars[i].Close.Value / bars[i - 1].Close.Value) - 1m).ShouldBe(returns[i - 1], 1e-20m);
        }
    }

    [Fact]
    public async Task No_bar_ends_after_the_instant_that_was_asked_for()
    {
        ImmutableArray<Candle> bars = await BarsAsync("casino", 10, Midnight - Duration.FromTicks(1));

        bars[^1].End.ShouldBe(Midnight - Duration.FromDays(1));
        bars.ShouldAllBe(bar => bar.End > Midnight - Duration.FromTicks(1) - Duration.FromDays(10));
    }

    [Fact]
    public async Task The_day_that_ends_is_there_after_its_end_and_not_before()
    {
        clock.Advance(TimeSpan.FromHours(14.5) - TimeSpan.FromTicks(1));
        (await BarsAsync("escrow", 5))[^1].End.ShouldBe(Midnight);

        clock.Advance(TimeSpan.FromTicks(1));
        (await BarsAsync("escrow", 5))[^1].End.ShouldBe(Midnight + Duration.FromDays(1));
    }

    [Fact]
    public async Task Every_service_is_read_with_one_question_a_day()
    {
        foreach (Asset sleeve in FleaSleeves.All)
        {
            await BarsAsync(sleeve.Symbol, 20);
        }

        await BarsAsync("casino", 10);
        tap.Count("returns").ShouldBe(1);

        await BarsAsync("casino", 40);
        tap.Count("returns").ShouldBe(2, "a longer past is asked for");
        clock.Advance(TimeSpan.FromDays(1));
        await BarsAsync("casino", 40);
        tap.Count("returns").ShouldBe(3, "a day has ended");
    }

    [Theory]
    [InlineData("BTC", "USDC", 24)]
    [InlineData("casino", "USDT", 24)]
    [InlineData("casino", "USDC", 1)]
    public async Task What_the_feed_does_not_have_is_not_asked_for(string asset, string quote, int hours)
    {
        CandleRequest request = new(
            new Asset(asset), new Asset(quote), Duration.FromHours(hours), Now - Duration.FromDays(9), Now);

        (await venue.Candles.ReadCandlesAsync(request, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<Candle>>.Known>().Value.ShouldBeEmpty();
        tap.Asked.ShouldBeEmpty();
    }

    // Half a minute before midnight another clock may be past it already, and half a minute after it not yet there.
    [Theory]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-90, false)]
    [InlineData(90, false)]
    public async Task Where_the_clocks_may_have_two_days_nothing_is_read(int secondsFromMidnight, bool isRefused)
    {
        using PurpleFleaVenue apart = Venue(TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromHours(14.5) + TimeSpan.FromSeconds(secondsFromMidnight));
        CandleRequest request = Request("casino", 5, Now);

        Reading<ImmutableArray<Candle>> answer = await apart.Candles.ReadCandlesAsync(request, Cancellation);

        (answer is Reading<ImmutableArray<Candle>>.Failed { Error.Code: "day-turning" }).ShouldBe(isRefused);
    }

    [Fact]
    public async Task An_answer_that_comes_after_midnight_is_not_dated()
    {
        clock.Advance(TimeSpan.FromHours(14.4));
        tap.Instead = (_, _) =>
        {
            clock.Advance(TimeSpan.FromHours(1));
            return null;
        };

        (await venue.Candles.ReadCandlesAsync(Request("casino", 5, Now), Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<Candle>>.Failed>().Error.Code.ShouldBe("day-turning");
    }

    // 0.5 and -0.2 by hand: a close of 1 before was 1 / 0.8 = 1.25 a day earlier, and 1.25 / 1.5 before that.
    [Fact]
    public async Task A_young_feed_gives_what_it_has_dated_from_its_end()
    {
        Answer("""{"returns_by_service":{"casino":[0.5,-0.2]}}""");

        ImmutableArray<Candle> bars = await BarsAsync("casino", 30);

        bars.Select(bar => (bar.End, Math.Round(bar.Close.Value, 6))).ShouldBe(
        [
            (Midnight - Duration.FromDays(2), 0.833333m), (Midnight - Duration.FromDays(1), 1.25m), (Midnight, 1m),
        ]);
        (await BarsAsync("escrow", 30)).ShouldBeEmpty("the feed says nothing of it");
    }

    [Fact]
    public async Task There_is_no_past_beyond_a_day_that_left_nothing()
    {
        Answer("""{"returns_by_service":{"casino":[0.5,-1,0.25]}}""");

        (await BarsAsync("casino", 30)).Select(bar => bar.Close.Value).ShouldBe([0.8m, 1m]);
    }

    [Theory]
    [InlineData("""{"returns_by_service":{"casino":[-1.5]}}""")]
    [InlineData("""{"returns_by_service":{"casino":["much"]}}""")]
    [InlineData("""{"returns":{}}""")]
    [InlineData("not JSON")]
    public async Task A_feed_that_cannot_be_read_is_no_past_of_zero_length(string body)
    {
        Answer(body);

        (await venue.Candles.ReadCandlesAsync(Request("casino", 5, Now), Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<Candle>>.Failed>().Error.Kind.ShouldBe(VenueErrorKind.Unavailable);
    }

    private void Answer(string body) => tap.Instead = (_, _) => (HttpStatusCode.OK, body);

    private async Task<ImmutableArray<Candle>> BarsAsync(string sleeve, int days, Instant? until = null) =>
        (await venue.Candles.ReadCandlesAsync(Request(sleeve, days, until ?? Now), Cancellation))
        .ShouldBeOfType<Reading<ImmutableArray<Candle>>.Known>().Value;

    private static CandleRequest Request(string sleeve, int days, Instant until) =>
        new(new Asset(sleeve), Usdc, Duration.FromDays(1), until - Duration.FromDays(days), until);

    private PurpleFleaVenue Venue(TimeSpan margin)
    {
        var face = new PurpleFleaFace(exchange, clock);
        return PurpleFleaVenue.Over(
            PaperServices.OptionsOf(new AccountId("purpleflea"), InProcessTransport.Address) with
            {
                DayMargin = margin,
            },
            new VenueClocks(clock, clock),
            () => tap.On(new InProcessTransport(face)));
    }
}
