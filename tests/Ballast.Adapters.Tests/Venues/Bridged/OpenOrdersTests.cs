using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Open orders through the real bridge on recorded answers: one order of a market, wherever it is asked for.
/// </summary>
public sealed class OpenOrdersTests
{
    private static readonly AccountId Account = new("mine");

    private static readonly Instrument Market = RecordedBridge.MarketOf("BTC/USDT");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Bybit's realtime list has the open orders, and its history those that have ended, a week at a time.
    private static string Now => "api.bybit.com/v5/order/realtime";

    private static string Past => "api.bybit.com/v5/order/history";

    // Coinbase's keys are of another kind; the bridge's own tests ask it the same.
    [Theory]
    [InlineData("binance")]
    [InlineData("kraken")]
    [InlineData("okx")]
    [InlineData("bybit")]
    [InlineData("kucoin")]
    [InlineData("gate")]
    [InlineData("bitget")]
    [InlineData("mexc")]
    [InlineData("htx")]
    [InlineData("hyperliquid")]
    public async Task An_exchange_lists_those_of_an_account_as_it_is_asked_for_them(string exchange)
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync(exchange, "[]");
        IOrderGateway orders = (await RecordedBridge.OpenAsync(bridge, exchange)).Orders.ShouldNotBeNull();
        Instrument market = exchange == "kraken" ? RecordedBridge.MarketOf("BTC/USD") : Market;

        Known(await orders.ReadOpenOrdersAsync(Account, [market], Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_the_page_of_all_is_full_each_market_is_asked_for()
    {
        Reading<ImmutableArray<VenueOrder>> reading = await ReadAsync(
            Answer(Now, "symbol=BTCUSDT", [Order("ours", "New")]),
            Answer(Now, "", [.. Enumerable.Range(0, 50).Select(i => Order($"other-{i}", "New"))]));

        Known(reading).Select(order => order.VenueId).ShouldContain("ours");
        Known(reading).Length.ShouldBe(51);
    }

    [Fact]
    public async Task Where_that_is_full_too_nothing_is_taken_for_all()
    {
        Reading<ImmutableArray<VenueOrder>> reading = await ReadAsync(
            Answer(Now, "", [.. Enumerable.Range(0, 50).Select(i => Order($"other-{i}", "New"))]));

        VenueError error = reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Failed>().Error;
        error.Code.ShouldBe("too-many-open-orders");
        error.Message.ShouldBe("bybit lists 50 open orders of BTC/USDT at most, and there may be more: cancel some");
    }

    // Gate lists all markets whatever it is asked for, a page of each.
    [Fact]
    public async Task Pages_of_two_markets_together_do_not_count_as_a_full_one()
    {
        object[] Of(string pair, int number) =>
        [
            .. Enumerable.Range(0, 60).Select(i => new
            {
                id = $"{number + i}",
                text = "apiv4",
                create_time_ms = 1795290000000,
                update_time_ms = 1795290000000,
                status = "open",
                currency_pair = pair,
                type = "limit",
                account = "spot",
                side = "buy",
                amount = "0.5",
                price = "20000",
                time_in_force = "gtc",
                left = "0.5",
                filled_total = "0",
            }),
        ];
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("gate", JsonSerializer.Serialize<object[]>(
        [
            new
            {
                to = "GET api.gateio.ws/api/v4/spot/open_orders",
                answer = new[]
                {
                    new { currency_pair = "BTC_USDT", total = 60, orders = Of("BTC_USDT", 0) },
                    new { currency_pair = "ETH_USDT", total = 60, orders = Of("ETH_USDT", 60) },
                },
            },
        ]));
        IOrderGateway gate = (await RecordedBridge.OpenAsync(bridge, "gate")).Orders.ShouldNotBeNull();

        Known(await gate.ReadOpenOrdersAsync(Account, [Market], Cancellation)).Length.ShouldBe(120);
    }

    // The second try goes on behind the time at which it was placed, where it was not to be found as long as it was
    // open.
    [Fact]
    public async Task An_order_that_ends_between_two_tries_of_a_long_look_back_is_not_lost()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("bybit", JsonSerializer.Serialize<object[]>(
        [
            Answer(Now, "", [Order("ours", "New")], isOnce: true),
            Answer(Now, "", []),
            Answer(Past, "", [], isOnce: true),
            new { to = $"GET {Past}", once = true, status = 503, answer = new { retCode = 10016, retMsg = "busy" } },
            Answer(Past, "", []),
        ]));
        IOrderGateway bybit = (await RecordedBridge.OpenAsync(bridge, "bybit")).Orders.ShouldNotBeNull();
        Instant since = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - Duration.FromDays(20);

        Reading<ImmutableArray<VenueOrder>> cutShort =
            await bybit.ReadOrdersAsync(Account, Market, since, Cancellation);
        Reading<ImmutableArray<VenueOrder>> whole =
            await bybit.ReadOrdersAsync(Account, Market, since, Cancellation);

        cutShort.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Failed>();
        Known(whole).Select(order => order.VenueId).ShouldBe(["ours"]);
    }

    private static async Task<Reading<ImmutableArray<VenueOrder>>> ReadAsync(params object[] answers)
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("bybit", JsonSerializer.Serialize(answers));
        IOrderGateway bybit = (await RecordedBridge.OpenAsync(bridge, "bybit")).Orders.ShouldNotBeNull();
        return await bybit.ReadOpenOrdersAsync(Account, [Market], Cancellation);
    }

    private static ImmutableArray<VenueOrder> Known(Reading<ImmutableArray<VenueOrder>> reading) =>
        reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>(
            (reading as Reading<ImmutableArray<VenueOrder>>.Failed)?.Error.ToString()).Value;

    private static object Answer(string list, string having, object[] orders, bool isOnce = false) => new
    {
        to = $"GET {list}",
        having,
        once = isOnce,
        answer = new
        {
            retCode = 0,
            retMsg = "OK",
            result = new { category = "spot", list = orders, nextPageCursor = "" },
            time = 1,
        },
    };

    private static object Order(string number, string status) => new
    {
        orderId = number,
        orderLinkId = "",
        symbol = "BTCUSDT",
        price = "20000",
        qty = "0.5",
        side = "Buy",
        orderStatus = status,
        avgPrice = "",
        leavesQty = "0.5",
        cumExecQty = "0",
        cumExecValue = "0",
        cumExecFee = "0",
        timeInForce = "GTC",
        orderType = "Limit",
        reduceOnly = false,
        createdTime = "1795290000000",
        updatedTime = "1795290000000",
    };
}
