using System.Collections.Immutable;
using Ballast.Cli.Commands.Importing;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Cli.Tests.Commands.Importing;

/// <summary>What a trade's currency was worth: found either way round, absent, or not read.</summary>
public sealed class QuoteRatesTests
{
    private static readonly Asset Usdc = new("USDC");
    private static readonly Asset Usdt = new("USDT");
    private static readonly Instant Noon = Instant.FromUtc(2024, 3, 1, 12, 0);

    private readonly ManualClock clock = new();

    [Fact]
    public async Task The_close_of_the_last_ended_minute_is_the_rate()
    {
        Bars bars = new() { Answer = asked => Listed(asked, (Usdt, Usdc), (Noon, 0.9991m), (Noon + Minutes(1), 2m)) };

        (await RateOf(bars, TradeAt(Noon + Duration.FromSeconds(59)))).ShouldBe(
            new RateAnswer.Found(new QuoteRate(Usdc, new Price(0.9991m))));
    }

    // One divided by 1.0008, by bc with scale=40: .99920063948840927258193445243804, cut to 28 digits.
    [Fact]
    public async Task A_market_that_is_listed_the_other_way_round_gives_the_inverse()
    {
        Bars bars = new() { Answer = asked => Listed(asked, (Usdc, Usdt), (Noon, 1.0008m)) };

        (await RateOf(bars, TradeAt(Noon))).ShouldBe(
            new RateAnswer.Found(new QuoteRate(Usdc, new Price(0.9992006394884092725819344524m))));
        bars.Asked.Select(asked => (asked.Asset, asked.Quote)).ShouldBe([(Usdt, Usdc), (Usdc, Usdt)]);
    }

    [Fact]
    public async Task Where_the_venue_has_no_such_market_there_is_no_rate_and_it_is_asked_once()
    {
        Bars bars = new() { Answer = _ => new Reading<ImmutableArray<Candle>>.Known([]) };
        QuoteRates rates = new(bars, Usdc, clock);

        (await rates.OfAsync(TradeAt(Noon), CancellationToken.None)).ShouldBeOfType<RateAnswer.Absent>().Why.ShouldBe(
            "the venue has no price of USDT in USDC, nor of USDC in USDT, for their minute");
        (await rates.OfAsync(TradeAt(Noon + Minutes(499)), CancellationToken.None))
            .ShouldBeOfType<RateAnswer.Absent>();
        bars.Asked.Count.ShouldBe(2, "both ways round, and never again for these minutes");
    }

    // A network that is down for longer than six tries: 1 + 2 + 4 + 8 + 16 seconds of waiting.
    [Fact]
    public async Task A_read_that_fails_is_tried_again_and_is_not_taken_for_a_missing_price()
    {
        Bars bars = new() { Answer = _ => Failed(VenueErrorKind.Unavailable, "timeout", "no answer") };
        QuoteRates rates = new(bars, Usdc, clock);

        Task<RateAnswer> asking = rates.OfAsync(TradeAt(Noon), CancellationToken.None);
        for (int i = 0; i < 31; i++)
        {
            asking.IsCompleted.ShouldBeFalse();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await asking).ShouldBeOfType<RateAnswer.Unread>().Why
            .ShouldBe("the price of USDT in USDC could not be read (timeout no answer)");
        bars.Asked.Count.ShouldBe(6);
        (await rates.OfAsync(TradeAt(Noon + Minutes(9000)), CancellationToken.None))
            .ShouldBeOfType<RateAnswer.Unread>("a currency that cannot be read is not waited for a second time");
        bars.Asked.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_failed_read_of_the_other_way_round_is_a_failed_read()
    {
        Bars bars = new()
        {
            Answer = asked => asked.Asset.Equals(Usdc)
                ? Failed(VenueErrorKind.Rejected, "-1121", "Invalid symbol.")
                : new Reading<ImmutableArray<Candle>>.Known([]),
        };

        (await RateOf(bars, TradeAt(Noon))).ShouldBeOfType<RateAnswer.Unread>();
    }

    [Fact]
    public async Task A_trade_in_the_portfolios_own_currency_asks_for_nothing()
    {
        Bars bars = new();

        (await RateOf(bars, TradeAt(Noon) with { Quote = Usdc })).ShouldBeOfType<RateAnswer.NotNeeded>();
        (await RateOf(bars, TradeAt(Noon) with { Base = Usdc })).ShouldBeOfType<RateAnswer.NotNeeded>();
        (await RateOf(bars, TradeAt(Noon) with { Rate = new QuoteRate(Usdc, new Price(1m)) }))
            .ShouldBeOfType<RateAnswer.NotNeeded>();
        bars.Asked.ShouldBeEmpty();
    }

    private static Duration Minutes(int count) => Duration.FromMinutes(count);

    private static PastTrade TradeAt(Instant at) => new()
    {
        TradeId = "1",
        Base = new Asset("BTC"),
        Quote = Usdt,
        Side = TradeSide.Buy,
        Size = new Quantity(1m),
        Price = new Price(60_000m),
        Fee = Quantity.Zero,
        FeeAsset = Usdt,
        At = at,
    };

    private static Reading<ImmutableArray<Candle>> Failed(VenueErrorKind kind, string code, string message) =>
        new Reading<ImmutableArray<Candle>>.Failed(new VenueError(kind, code, message));

    private static Reading<ImmutableArray<Candle>> Listed(
        CandleRequest asked, (Asset, Asset) market, params (Instant End, decimal Close)[] bars) =>
        new Reading<ImmutableArray<Candle>>.Known((asked.Asset, asked.Quote) == market
            ? [.. bars.Where(bar => bar.End > asked.From && bar.End <= asked.Until)
                .Select(bar => BarOf(bar.End, new Price(bar.Close)))]
            : []);

    private static Candle BarOf(Instant end, Price close) => new() { End = end, Close = close };

    private Task<RateAnswer> RateOf(Bars bars, PastTrade trade) =>
        new QuoteRates(bars, Usdc, clock).OfAsync(trade, CancellationToken.None);

    private sealed class Bars : ICandleSource
    {
        public List<CandleRequest> Asked { get; } = [];

        public Func<CandleRequest, Reading<ImmutableArray<Candle>>> Answer { get; init; } =
            _ => new Reading<ImmutableArray<Candle>>.Known([]);

        public Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(
            CandleRequest request, CancellationToken cancellation)
        {
            Asked.Add(request);
            return Task.FromResult(Answer(request));
        }
    }
}
