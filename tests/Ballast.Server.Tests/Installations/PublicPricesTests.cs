using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using Ballast.Server.Installations;
using Ballast.Testing;
using NodaTime;
using PaperMarketChoice = Ballast.PaperExchange.Hosting.MarketChoice;

namespace Ballast.Server.Tests.Installations;

/// <summary>
/// A paper exchange whose prices are another's: here a second paper exchange with prices that the test sets, reached by
/// the native client. Time is the test's.
/// </summary>
public sealed class PublicPricesTests : IAsyncDisposable
{
    private const string Symbol = "BTCUSDC";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Usdc = new("USDC");

    private readonly ManualClock clock = new();
    private readonly BeatClock beats;
    private readonly ScriptedMarket set = new(PaperInstruments.Of(Btc, Usdc, 50_000m, 50_000m));
    private readonly PaperVenue source;
    private readonly List<string> said = [];
    private PublicPrices? prices;
    private PaperVenue? follower;

    public PublicPricesTests()
    {
        beats = new BeatClock(clock);
        source = new PaperVenue(new PaperVenueOptions(), set, new MemoryExchangeStore(), clock);
        set.Set(Symbol, Now, 50_000m);
    }

    public async ValueTask DisposeAsync()
    {
        if (prices is not null)
        {
            await prices.DisposeAsync();
        }

        follower?.Dispose();
        source.Dispose();
    }

    [Fact]
    public async Task Orders_fill_at_the_sources_price_and_follow_it()
    {
        await OpenAsync();
        follower!.Quote(Symbol)!.Last.ShouldBe(50_000m);

        set.Set(Symbol, Now, 51_000m);
        await UntilAsync(() => follower.Quote(Symbol)!.Last == 51_000m);

        Bought().Price.ShouldBeInRange(51_000m, 51_000m * 1.001m);
        said.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_is_silent_closes_the_market_with_the_reason_and_nothing_is_made_up()
    {
        await OpenAsync();
        source.Faults.Add(new FaultRule { Kind = FaultKind.Down, On = RequestScope.All });

        await UntilAsync(() => said.Count > 0);

        said[0].ShouldContain("the market of BTC is closed: the source of its prices has said nothing new for 10 s");
        Place().ShouldBeOfType<OrderAnswer.Refused>().Why.ShouldBe(Refusal.MarketClosed);
        Instant closed = Now;
        await UntilAsync(() => Now > closed + Duration.FromMinutes(5));
        follower!.Quote(Symbol)!.Last.ShouldBe(50_000m, "the last price stays as it was, with its age");
        follower.Candles(Symbol, Duration.FromMinutes(1), closed + Duration.FromMinutes(1), Now).ShouldBeEmpty();

        source.Faults.Clear();
        set.Set(Symbol, Now, 40_000m);
        await UntilAsync(() => said.Count > 1);
        said[1].ShouldBe("prices are told again; the market is open");
        Bought().Price.ShouldBeInRange(40_000m, 40_000m * 1.001m);
    }

    [Fact]
    public async Task A_source_whose_own_price_is_old_is_not_believed()
    {
        set.Set(Symbol, Now, 50_000m, Now + Duration.FromSeconds(1));
        await OpenAsync();

        await UntilAsync(() => said.Count > 0);

        said[0].ShouldContain("its price of BTC is of");
        Place().ShouldBeOfType<OrderAnswer.Refused>().Why.ShouldBe(Refusal.MarketClosed);
    }

    [Fact]
    public async Task Without_the_source_there_is_no_market_at_all()
    {
        source.Faults.Add(new FaultRule { Kind = FaultKind.Down, On = RequestScope.All });
        (await AskAsync(Btc)).ShouldBeOfType<Reading<PublicPrices>.Failed>();
        source.Faults.Clear();
        (await AskAsync(new Asset("DOGE"))).ShouldBeOfType<Reading<PublicPrices>.Failed>()
            .Error.Message.ShouldBe("it has no price of DOGE in USDC");
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private async Task OpenAsync()
    {
        prices = (await AskAsync(Btc)).ShouldBeOfType<Reading<PublicPrices>.Known>().Value;
        follower = PaperSetup.Open(
            new PaperMarketChoice.Followed(prices.Market), new PaperVenueOptions(), null, new(clock, clock));
        prices.Begin(said.Add);
    }

    private async Task<Reading<PublicPrices>> AskAsync(Asset asset)
    {
        BinanceSpotVenue line = BinanceSpotVenue.Over(
            new BinanceSpotOptions
            {
                Account = new AccountId("public"),
                Address = new Uri("http://127.0.0.1:1"),
                ApiKey = new Secret(""),
                ApiSecret = new Secret(""),
            },
            new VenueClocks(clock, clock),
            () => new InProcessTransport(new BinanceFace(source, clock)));
        return await PublicPrices.OpenAsync(
            (line.Prices, line.Candles, line), [asset], Usdc, beats, TestContext.Current.CancellationToken);
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        for (int i = 0; i < 1_200; i++)
        {
            await beats.Waits.WaitAsync(Patience, TestContext.Current.CancellationToken);
            if (isSo())
            {
                beats.Waits.Release();
                return;
            }

            clock.Advance(TimeSpan.FromSeconds(1));
            follower!.Advance();
        }

        throw new InvalidOperationException("it never was so within twenty minutes of the test's time");
    }

    private ExchangeTrade Bought() => Place().ShouldBeOfType<OrderAnswer.Accepted>().Trades[0];

    private OrderAnswer Place() => follower!.Place("demo", new NewOrder
    {
        Symbol = Symbol,
        Side = TradeSide.Buy,
        Kind = OrderKind.Market,
        Size = 0.01m,
        RequestExpiresAt = Instant.MaxValue,
    });

    /// <summary>Says when the follower has dealt with a second and waits for the next.</summary>
    private sealed class BeatClock(ManualClock inner) : TimeProvider
    {
        public SemaphoreSlim Waits { get; } = new(0);

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = inner.CreateTimer(callback, state, dueTime, period);
            if (dueTime == TimeSpan.FromSeconds(1))
            {
                Waits.Release();
            }

            return timer;
        }
    }
}
