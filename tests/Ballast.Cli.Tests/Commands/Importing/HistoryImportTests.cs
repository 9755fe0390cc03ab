using System.Collections.Immutable;
using Ballast.Adapters.Connections;
using Ballast.Cli.Commands.Importing;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Ports;
using Ballast.Server.Features.Lots;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Cli.Tests.Commands.Importing;

/// <summary>An import from a venue: what is handed in, how far it counts as read, what is said at the end.</summary>
public sealed class HistoryImportTests
{
    private static readonly AccountId Account = new("here");
    private static readonly Instant Noon = Instant.FromUtc(2024, 3, 1, 12, 0);

    private readonly ManualClock clock = new();
    private readonly List<TradesWish> handed = [];

    [Fact]
    public async Task A_rate_that_could_not_be_read_is_said_and_the_next_import_begins_before_its_trade()
    {
        Venue venue = new() { Bars = _ => Failed() };

        ImportEnd.Whole first = await ImportAsync(venue, ImportBeginning.LastRead);

        first.Markets.ShouldHaveSingleItem().ShouldBe(new ImportedMarket("BTC/USDT", 2, 0, 2));
        first.WhyNoRate.ShouldBe(
            ["BTC/USDT: the price of USDT in USDC could not be read (-2015 Invalid API-key); run it again"]);
        handed.SelectMany(wish => wish.Trades).Select(trade => (trade.TradeId, trade.IsFeeUntold))
            .ShouldBe([("1", false), ("2", true)]);
        handed.ShouldAllBe(wish => wish.Through == null, "what was not rated is read again");

        handed.Clear();
        venue.Bars = asked => Close(asked, 0.999m);
        ImportEnd.Whole second = await ImportAsync(venue, ImportBeginning.LastRead);

        second.WhyNoRate.ShouldBeEmpty();
        handed.SelectMany(wish => wish.Trades).Select(trade => trade.QuotePrice)
            .ShouldBe([new Price(0.999m), new Price(0.999m)]);
        handed[^1].Through.ShouldBe("2");
    }

    [Fact]
    public async Task A_price_that_the_venue_does_not_have_is_said_and_the_trade_counts_as_read()
    {
        Venue venue = new() { Bars = _ => new Reading<ImmutableArray<Candle>>.Known([]) };

        ImportEnd.Whole end = await ImportAsync(venue, ImportBeginning.LastRead);

        end.WhyNoRate.ShouldBe([
            "BTC/USDT: the venue has no price of USDT in USDC, nor of USDC in USDT, for their minute",
        ]);
        handed[^1].Through.ShouldBe("2");
    }

    [Fact]
    public async Task A_venue_without_bars_is_said()
    {
        Venue venue = new();

        (await ImportAsync(venue, ImportBeginning.LastRead)).WhyNoRate.ShouldBe(
            ["BTC/USDT: the venue tells no prices of the past"]);
    }

    [Fact]
    public async Task It_goes_on_behind_what_was_read_unless_the_first_trade_is_asked_for()
    {
        Venue venue = new() { Bars = asked => Close(asked, 1m) };
        KnownMarket known = new("BTC/USDT", 1, "1", Noon);

        await ImportAsync(venue, ImportBeginning.LastRead, known);
        await ImportAsync(venue, ImportBeginning.FirstTrade, known);

        venue.AskedAfter.ShouldBe(["1", ""]);
    }

    private static Reading<ImmutableArray<Candle>> Failed() => new Reading<ImmutableArray<Candle>>.Failed(
        new VenueError(VenueErrorKind.NotAuthorized, "-2015", "Invalid API-key"));

    private static Reading<ImmutableArray<Candle>> Close(CandleRequest asked, decimal price) =>
        new Reading<ImmutableArray<Candle>>.Known(
            asked.Asset.Symbol == "USDT" ? [new Candle { End = Noon, Close = new Price(price) }] : []);

    // What is without a rate is the engine's to count; it is counted here as it would.
    private async Task<ImportEnd.Whole> ImportAsync(
        Venue venue, ImportBeginning beginning, params KnownMarket[] known)
    {
        TradeSink sink = new(
            new KnownTradesReply(Account, new Asset("USDC"), known),
            wish =>
            {
                handed.Add(wish);
                return Task.FromResult<HandedIn>(new HandedIn.Taken(new ImportReply(
                    wish.Trades.Count, 0, wish.Trades.Count(trade => trade.QuotePrice is null))));
            },
            _ => throw new NotSupportedException());
        using MemoryStream part = new();
        ConnectedAccount account = new()
        {
            Account = Account,
            Ports = new AccountPorts { Balances = venue },
            Candles = venue.Bars is null ? null : venue,
            History = new TradeHistoryAccess.Readable(venue),
            Text = "a venue",
            Part = part,
        };
        return (await new HistoryImport(account, venue, sink, clock).RunAsync(
            ([Market()], beginning), new Progress<double>(), CancellationToken.None))
            .ShouldBeOfType<ImportEnd.Whole>();
    }

    private static Instrument Market() => new()
    {
        Symbol = "BTCUSDT",
        Base = new Asset("BTC"),
        Quote = new Asset("USDT"),
        IsTrading = true,
        Lot = new LotFilter(0m, decimal.MaxValue, 0.00001m),
        MarketLot = new LotFilter(0m, decimal.MaxValue, 0.00001m),
        Tick = new TickFilter(0m, decimal.MaxValue, 0.01m),
        MinNotional = 0m,
        MaxNotional = decimal.MaxValue,
    };

    private sealed class Venue : IBalanceSource, ICandleSource, ITradeHistorySource
    {
        public Func<CandleRequest, Reading<ImmutableArray<Candle>>>? Bars { get; set; }

        public List<string> AskedAfter { get; } = [];

        public Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(
            CandleRequest request, CancellationToken cancellation) => Task.FromResult(Bars!(request));

        public Task<Reading<TradePage>> ReadHistoryAsync(
            AccountId account, Instrument instrument, TradeWatermark after, CancellationToken cancellation)
        {
            AskedAfter.Add(after.Value);
            TradePage page = new(
                [Trade("1"), Trade("2") with { IsFeeUntold = true }],
                new TradeWatermark("2"),
                HistoryRemains.Nothing);
            return Task.FromResult<Reading<TradePage>>(new Reading<TradePage>.Known(page));
        }

        private static VenueTrade Trade(string id) => new("9", TradeSide.Buy, new VenueFill
        {
            TradeId = id,
            Size = new Quantity(0.5m),
            Price = new Price(60_000m),
            Fee = Quantity.Zero,
            FeeAsset = new Asset("USDT"),
            At = Noon,
        });
    }
}
