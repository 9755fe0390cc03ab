using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Trades of Kraken, which lists the newest fifty of all markets and may be asked for them once in six seconds, through
/// the real bridge on answers in the form that Kraken documents (TradesHistory).
/// </summary>
public sealed class KrakenTradesTests
{
    private static readonly AccountId Account = new("mine");

    private static readonly Instrument Eth = RecordedBridge.MarketOf("ETH/USD");

    private static readonly Instrument Btc = RecordedBridge.MarketOf("BTC/USD");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static long AnHourAgo => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3_600;

    [Fact]
    public async Task Readers_of_one_look_share_what_was_listed_and_the_next_look_asks_anew()
    {
        long second = AnHourAgo;
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", Answers(
            Listed(("B1", "XXBTZUSD", second), ("E1", "XETHZUSD", second)),
            Listed(("B1", "XXBTZUSD", second), ("E1", "XETHZUSD", second), ("E2", "XETHZUSD", second + 1))));
        IOrderGateway kraken = (await RecordedBridge.OpenAsync(bridge, "kraken")).Orders.ShouldNotBeNull();
        TradeWatermark mark = new($"{(second - 60) * 1_000} old");
        TradesLook look = new();

        string btc = await NumbersAsync(kraken, Btc, mark, look);
        string eth = await NumbersAsync(kraken, Eth, mark, look);
        string later = await NumbersAsync(kraken, Eth, mark, new TradesLook());

        (btc, eth, later).ShouldBe(("B1", "E1", "E1 E2"));
    }

    [Fact]
    public async Task A_market_whose_mark_lies_further_back_than_what_was_listed_is_asked_for_itself()
    {
        long second = AnHourAgo;
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", Answers(
            Listed(("B1", "XXBTZUSD", second)),
            Listed(("B1", "XXBTZUSD", second), ("E1", "XETHZUSD", second - 600))));
        IOrderGateway kraken = (await RecordedBridge.OpenAsync(bridge, "kraken")).Orders.ShouldNotBeNull();
        TradesLook look = new();

        await NumbersAsync(kraken, Btc, new TradeWatermark($"{(second - 60) * 1_000} old"), look);
        string eth = await NumbersAsync(kraken, Eth, new TradeWatermark($"{(second - 660) * 1_000} old"), look);

        eth.ShouldBe("E1");
    }

    // Without a mark, fifty trades of other markets would push a later one of this market off the page.
    [Fact]
    public async Task A_market_without_a_trade_gets_a_mark_by_the_exchanges_clock()
    {
        long second = AnHourAgo;
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", Answers(
            Listed(("B1", "XXBTZUSD", second - 10_000), ("B2", "XXBTZUSD", second)),
            Listed()));
        IOrderGateway kraken = (await RecordedBridge.OpenAsync(bridge, "kraken")).Orders.ShouldNotBeNull();

        TradePage page = await ReadAsync(kraken, Eth, new TradeWatermark(""), new TradesLook());

        page.Trades.ShouldBeEmpty();
        page.Watermark.Value.ShouldBe($"{(second - 3_600) * 1_000}", "an hour before the last of any market");
    }

    // What the page cut off may have been of an order of ours.
    [Fact]
    public async Task Behind_a_full_page_of_other_trades_a_day_is_read_again()
    {
        long second = AnHourAgo;
        (string, string, long)[] others = [.. Enumerable.Range(0, 50).Select(i => ($"B{i}", "XXBTZUSD", second + i))];
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", Answers(
            Listed(others), Listed(("E1", "XETHZUSD", second - 7_200), ("B0", "XXBTZUSD", second))));
        IOrderGateway kraken = (await RecordedBridge.OpenAsync(bridge, "kraken")).Orders.ShouldNotBeNull();

        TradePage first = await ReadAsync(kraken, Eth, new TradeWatermark(""), new TradesLook());
        string eth = await NumbersAsync(kraken, Eth, first.Watermark, new TradesLook());

        eth.ShouldBe("E1");
    }

    [Fact]
    public async Task So_it_is_where_the_page_has_a_part_of_them()
    {
        long second = AnHourAgo;
        (string, string, long)[] others = [.. Enumerable.Range(1, 49).Select(i => ($"B{i}", "XXBTZUSD", second + i))];
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", Answers(
            Listed([("E2", "XETHZUSD", second), .. others]),
            Listed(("E1", "XETHZUSD", second - 7_200), ("E2", "XETHZUSD", second))));
        IOrderGateway kraken = (await RecordedBridge.OpenAsync(bridge, "kraken")).Orders.ShouldNotBeNull();

        TradePage first = await ReadAsync(kraken, Eth, new TradeWatermark(""), new TradesLook());
        string eth = await NumbersAsync(kraken, Eth, first.Watermark, new TradesLook());

        (first.Trades.Length, first.Remains, eth).ShouldBe((0, HistoryRemains.More, "E1 E2"));
    }

    // The exchange lists them in the first twelve hours and never again.
    [Fact]
    public async Task An_import_asks_for_what_all_markets_have_once()
    {
        long second = AnHourAgo - 86_400;
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", Answers(
            Listed(("B1", "XXBTZUSD", second), ("E1", "XETHZUSD", second)),
            Listed()));
        ITradeHistorySource kraken = (await RecordedBridge.OpenAsync(bridge, "kraken")).History.ShouldNotBeNull();
        string mark = $"{(second - 3_600) * 1_000}";

        string btc = await ImportAsync(kraken, Btc, mark);
        string eth = await ImportAsync(kraken, Eth, mark);

        (btc, eth).ShouldBe(("B1", "E1"));
    }

    private static async Task<string> ImportAsync(ITradeHistorySource kraken, Instrument market, string mark)
    {
        List<string> numbers = [];
        TradePage page = new([], new TradeWatermark(mark), HistoryRemains.More);
        while (page.Remains == HistoryRemains.More)
        {
            page = (await kraken.ReadHistoryAsync(Account, market, page.Watermark, Cancellation))
                .ShouldBeOfType<Reading<TradePage>.Known>().Value;
            numbers.AddRange(page.Trades.Select(trade => trade.Fill.TradeId));
        }

        return string.Join(' ', numbers);
    }

    private static async Task<string> NumbersAsync(
        IOrderGateway kraken, Instrument market, TradeWatermark after, TradesLook look) => string.Join(
            ' ',
            (await ReadAsync(kraken, market, after, look)).Trades.Select(trade => trade.Fill.TradeId));

    private static async Task<TradePage> ReadAsync(
        IOrderGateway kraken, Instrument market, TradeWatermark after, TradesLook look)
    {
        Reading<TradePage> reading = await kraken.ReadTradesAsync(Account, market, after, look, Cancellation);
        return reading.ShouldBeOfType<Reading<TradePage>.Known>(
            (reading as Reading<TradePage>.Failed)?.Error.ToString()).Value;
    }

    // The first is given once.
    private static string Answers(object first, object then) => JsonSerializer.Serialize<object[]>(
    [
        new { to = "GET api.kraken.com/0/public/AssetPairs", answer = Markets() },
        new { to = "POST api.kraken.com/0/private/TradesHistory", once = true, answer = first },
        new { to = "POST api.kraken.com/0/private/TradesHistory", answer = then },
    ]);

    private static object Markets() => new
    {
        error = Array.Empty<string>(),
        result = new Dictionary<string, object>
        {
            ["XXBTZUSD"] = MarketOf("XBT", "XXBT"),
            ["XETHZUSD"] = MarketOf("ETH", "XETH"),
        },
    };

    private static object MarketOf(string name, string asset) => new
    {
        altname = $"{name}USD",
        wsname = $"{name}/USD",
        @base = asset,
        quote = "ZUSD",
        pair_decimals = 1,
        lot_decimals = 8,
        cost_decimals = 5,
        ordermin = "0.00005",
        costmin = "0.5",
        tick_size = "0.1",
        status = "online",
        fees = new[] { new[] { 0m, 0.4m } },
        fees_maker = new[] { new[] { 0m, 0.25m } },
    };

    private static object Listed(params (string Number, string Pair, long At)[] trades) => new
    {
        error = Array.Empty<string>(),
        result = new
        {
            trades = trades.ToImmutableSortedDictionary(trade => trade.Number, trade => (object)new
            {
                ordertxid = "ANOTHER",
                postxid = "P",
                pair = trade.Pair,
                time = trade.At,
                type = "buy",
                ordertype = "limit",
                price = "19999",
                cost = "9999.5",
                fee = "25.99",
                vol = "0.5",
                margin = "0",
                misc = "",
                maker = false,
            }),
            count = trades.Length,
        },
    };
}
