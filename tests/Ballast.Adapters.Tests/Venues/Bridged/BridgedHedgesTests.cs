using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Orders of hedges over the real bridge on recorded answers: half a contract bought back at 19,999 with a limit of
/// 20,000 (as <c>bridge/test/exchanges</c> have it). A contract is a hundredth of a bitcoin on OKX, one elsewhere.
/// </summary>
public sealed class BridgedHedgesTests
{
    private const string OkxOrder = "POST www.okx.com/api/v5/trade/order";
    private const string OkxFound = "GET www.okx.com/api/v5/trade/order";

    private static readonly AccountId Account = new("mine");

    // The name that the recorded orders have.
    private static readonly ClientOrderId Name =
        new(UInt128.Parse("00112233445566778899aabbccddeeff", NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static readonly JsonArray Answers =
    [
        Answer("GET www.okx.com/api/v5/public/time", """{ "code": "0", "data": [{ "ts": "{now}" }] }"""),
        Answer("GET api.bybit.com/v5/market/time", """{ "retCode": 0, "result": {}, "time": "{now}" }"""),
        // Listings begin an hour before the order, so that what is in them has to be of now.
        Answer(
            "GET api.bybit.com/v5/order/history",
            """
            { "retCode": 0, "time": 1795290000000, "result": { "category": "linear", "list": [{
              "orderId": "fd4300ae-7847-404e-b947-b46980a4d140", "orderLinkId": "00112233445566778899aabbccddeeff",
              "symbol": "BTCUSDT", "price": "20000", "qty": "0.5", "side": "Buy", "orderStatus": "Filled",
              "avgPrice": "19999", "leavesQty": "0", "cumExecQty": "0.5", "cumExecValue": "9999.5",
              "timeInForce": "IOC",
              "orderType": "Limit", "reduceOnly": true, "createdTime": "{now}", "updatedTime": "{now}" }] } }
            """),
        Answer("GET fapi.binance.com/fapi/v1/time", """{ "serverTime": "{now}" }"""),
        Answer(
            "GET fapi.binance.com/fapi/v1/depth",
            """{ "lastUpdateId": 1, "T": 1795290000000, "bids": [["19999.9", "1"]], "asks": [["20000.1", "1"]] }"""),
        Answer("POST api.hyperliquid.xyz/info", """{ "time": "{now}" }""", "\"type\":\"exchangeStatus\""),
        Answer(
            "POST api.hyperliquid.xyz/info",
            """
            { "coin": "BTC", "time": 1795290000000,
              "levels": [[{ "px": "19999.9", "sz": "2", "n": 1 }], [{ "px": "20000.1", "sz": "2", "n": 1 }]] }
            """,
            "\"type\":\"l2Book\""),
        Answer(
            "POST api.hyperliquid.xyz/info",
            """
            [
              { "coin": "BTC", "fee": "3", "feeToken": "USDC", "oid": 91490942, "px": "19998", "side": "B",
                "sz": "0.25", "tid": 7, "time": "{now}", "dir": "Close Short", "crossed": true, "startPosition": "0" },
              { "coin": "BTC", "fee": "2", "feeToken": "USDC", "oid": 91490942, "px": "20000", "side": "B",
                "sz": "0.25", "tid": 8, "time": "{now}", "dir": "Close Short", "crossed": true, "startPosition": "0" }
            ]
            """,
            "\"type\":\"userFills"),
    ];

    public static TheoryData<string> Exchanges => ["binance", "okx", "bybit", "hyperliquid"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task A_market_is_told_with_its_contracts_its_mark_and_the_leverage_that_is_set(string exchange)
    {
        using ExchangeBridge bridge = await StartAsync(exchange);
        IHedgeGateway hedges = await OpenAsync(bridge, exchange);

        HedgeMarket market = (await hedges.ReadMarketAsync(SymbolOf(exchange), Cancellation))
            .ShouldBeOfType<Reading<HedgeMarket>.Known>().Value;

        (market.Mark.Value, market.Leverage).ShouldBe((20_000m, 10m));
        market.Cash.Symbol.ShouldBe(exchange == "hyperliquid" ? "USDC" : "USDT");
        market.Grid!.ContractSize.Value.ShouldBe(exchange == "okx" ? 0.01m : 1m);

        // A step of 0.01 contracts of 0.01 is 0.0001 bitcoin; the smallest order comes to as much, and a step beyond.
        decimal step = exchange switch
        {
            "okx" => 0.0001m,
            "hyperliquid" => 0.00001m,
            _ => 0.001m,
        };
        (market.Grid.Step.Value * market.Grid.ContractSize.Value).ShouldBe(step);
        market.MinNotional.Value.ShouldBe(exchange switch
        {
            "binance" => 100m + 20m,
            "okx" => 2m + 2m,
            "bybit" => 20m + 20m,
            _ => 10m + 0.2m,
        });
        (await hedges.ReadMarketAsync("DOGE-PERP", Cancellation)).ShouldBeOfType<Reading<HedgeMarket>.Failed>()
            .Error.Message.ShouldContain("such as BTC/USDT:USDT");
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task What_makes_a_position_smaller_says_so_and_what_makes_it_larger_does_not(string exchange)
    {
        using ExchangeBridge bridge = await StartAsync(exchange);
        IHedgeGateway hedges = await OpenAsync(bridge, exchange);

        foreach ((HedgeStep step, bool isReducing, string side) in new[]
        {
            (HedgeStep.Open, false, "sell"), (HedgeStep.Add, false, "sell"), (HedgeStep.Reduce, true, "buy"),
            (HedgeStep.Close, true, "buy"),
        })
        {
            PreparedRequest request = await PreparedAsync(hedges, Ticket(exchange, step));
            JsonNode order = JsonNode.Parse(request.Body)!["order"]!;
            order["reduceOnly"]!.GetValue<bool>().ShouldBe(isReducing);
            (order["side"]!.GetValue<string>(), order["timeInForce"]!.GetValue<string>()).ShouldBe((side, "IOC"));
            (order["quantity"]!.GetValue<string>(), order["price"]!.GetValue<string>()).ShouldBe(("0.5", "20000"));
            request.ToString().ShouldNotContain("canary");
        }
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task An_order_that_is_sent_comes_back_in_units_with_its_price(string exchange)
    {
        using ExchangeBridge bridge = await StartAsync(exchange);
        IHedgeGateway hedges = await OpenAsync(bridge, exchange);
        HedgeTicket ticket = Ticket(exchange, HedgeStep.Reduce);
        PreparedRequest request = await PreparedAsync(hedges, ticket);

        HedgeFill fill = (await hedges.SendAsync(ticket, request, Cancellation))
            .ShouldBeOfType<HedgeOutcome.Done>().Fill;

        (fill.Size.Value, fill.Price.Value).ShouldBe((exchange == "okx" ? 0.005m : 0.5m, 19_999m));
        (fill.Fee?.Value ?? 0m).ShouldBe(exchange switch
        {
            "okx" => 0.05m,
            "hyperliquid" => 5m,
            _ => 0m,
        });
        (await hedges.SendAsync(ticket, request, Cancellation)).ShouldBeOfType<HedgeOutcome.Unknown>(
            "the same bytes leave once");
    }

    [Fact]
    public async Task An_answer_that_proves_nothing_leaves_it_unknown_and_a_record_ends_that()
    {
        using ExchangeBridge bridge = await StartAsync(
            "okx", Answer(OkxOrder, "\"<html>\"", status: 502));
        IHedgeGateway hedges = await OpenAsync(bridge, "okx");
        HedgeTicket ticket = Ticket("okx", HedgeStep.Reduce);

        (await hedges.SendAsync(ticket, await PreparedAsync(hedges, ticket), Cancellation))
            .ShouldBeOfType<HedgeOutcome.Unknown>();
        (await hedges.Records!.LookUpAsync(ticket, Cancellation)).ShouldBeOfType<Reading<HedgeLookup>.Known>()
            .Value.ShouldBeOfType<HedgeLookup.Filled>().Fill.Size.Value.ShouldBe(0.005m);
    }

    // OKX: 51603, order does not exist (exchanges.md).
    [Theory]
    [InlineData("""{ "code": "51603", "msg": "Order does not exist", "data": [] }""", typeof(HedgeLookup.NotFound))]
    [InlineData(
        """
        { "code": "0", "data": [{ "instId": "BTC-USDT-SWAP", "instType": "SWAP", "ordId": "3", "state": "canceled",
          "clOrdId": "00112233445566778899aabbccddeeff", "sz": "0.5", "accFillSz": "0", "px": "20000", "side": "buy",
          "ordType": "ioc", "cTime": "1795290000000" }] }
        """,
        typeof(HedgeLookup.Unfilled))]
    [InlineData(
        """
        { "code": "0", "data": [{ "instId": "BTC-USDT-SWAP", "instType": "SWAP", "ordId": "3", "state": "live",
          "clOrdId": "00112233445566778899aabbccddeeff", "sz": "0.5", "accFillSz": "0", "px": "20000", "side": "buy",
          "ordType": "ioc", "cTime": "1795290000000" }] }
        """,
        typeof(HedgeLookup.Standing))]
    public async Task A_record_says_that_there_is_none_that_nothing_was_done_or_that_it_stands(string answer, Type said)
    {
        using ExchangeBridge bridge = await StartAsync("okx", Answer(OkxFound, answer));
        IHedgeGateway hedges = await OpenAsync(bridge, "okx");

        (await hedges.Records!.LookUpAsync(Ticket("okx", HedgeStep.Reduce), Cancellation))
            .ShouldBeOfType<Reading<HedgeLookup>.Known>().Value.ShouldBeOfType(said);
    }

    [Theory]
    [InlineData("""{ "code": "0", "data": [] }""")]
    [InlineData("\"down\"", 503)]
    public async Task A_record_that_cannot_be_read_says_nothing(string answer, int status = 200)
    {
        using ExchangeBridge bridge = await StartAsync("okx", Answer(OkxFound, answer, status: status));
        IHedgeGateway hedges = await OpenAsync(bridge, "okx");

        (await hedges.Records!.LookUpAsync(Ticket("okx", HedgeStep.Reduce), Cancellation))
            .ShouldBeOfType<Reading<HedgeLookup>.Failed>();
    }

    [Fact]
    public async Task An_account_with_a_position_for_each_side_has_no_market_and_signs_nothing()
    {
        using ExchangeBridge bridge = await StartAsync("okx", Answer(
            "GET www.okx.com/api/v5/account/config",
            """{ "code": "0", "data": [{ "uid": "1", "acctLv": "2", "posMode": "long_short_mode" }] }"""));
        IHedgeGateway hedges = await OpenAsync(bridge, "okx");

        (await hedges.ReadMarketAsync("BTC/USDT:USDT", Cancellation)).ShouldBeOfType<Reading<HedgeMarket>.Failed>()
            .Error.Message.ShouldContain("one-way");
        (await hedges.PrepareAsync(Ticket("okx", HedgeStep.Open), Cancellation))
            .ShouldBeOfType<Reading<PreparedRequest>.Failed>().Error.Code.ShouldBe("PositionMode");
    }

    // Five digits count on Hyperliquid: 10,050.3 has one too many, whatever tick its list of markets says.
    [Theory]
    [InlineData(HedgeStep.Close, "10050")]
    [InlineData(HedgeStep.Open, "10051")]
    public async Task A_limit_that_the_market_does_not_take_moves_toward_the_mark(HedgeStep step, string price)
    {
        using ExchangeBridge bridge = await StartAsync("hyperliquid");
        IHedgeGateway hedges = await OpenAsync(bridge, "hyperliquid");
        HedgeTicket ticket = Ticket("hyperliquid", step);

        PreparedRequest request = await PreparedAsync(
            hedges, ticket with { Exact = ticket.Exact! with { Limit = new Price(10_050.3m) } });

        JsonNode.Parse(request.Body)!["order"]!["price"]!.GetValue<string>().ShouldBe(price);
    }

    // The first list of markets says a step of a thousandth of a contract, and every later one of a hundredth.
    [Fact]
    public async Task A_refusal_has_the_market_read_anew()
    {
        JsonObject finer = Answer(
            "GET www.okx.com/api/v5/public/instruments",
            """
            { "code": "0", "data": [{ "instType": "SWAP", "instId": "BTC-USDT-SWAP", "settleCcy": "USDT",
              "uly": "BTC-USDT", "ctVal": "0.01", "ctMult": "1", "ctValCcy": "BTC", "ctType": "linear",
              "lotSz": "0.001", "minSz": "0.01", "tickSz": "0.1", "lever": "10", "state": "live" }] }
            """,
            "instType=SWAP");
        finer["once"] = true;
        using ExchangeBridge bridge = await StartAsync(
            "okx", finer, Answer(OkxOrder, """{ "code": "1", "data": [{ "sCode": "51121", "sMsg": "lot size" }] }"""));
        IHedgeGateway hedges = await OpenAsync(bridge, "okx");
        HedgeTicket ticket = Ticket("okx", HedgeStep.Close);
        (await StepAsync(hedges)).ShouldBe(0.001m);
        (await StepAsync(hedges)).ShouldBe(0.001m, "it is not read again at each look");

        (await hedges.SendAsync(ticket, await PreparedAsync(hedges, ticket), Cancellation))
            .ShouldBeOfType<HedgeOutcome.Refused>();

        (await StepAsync(hedges)).ShouldBe(0.01m);
    }

    private static async Task<decimal> StepAsync(IHedgeGateway hedges) =>
        (await hedges.ReadMarketAsync("BTC/USDT:USDT", Cancellation)).ShouldBeOfType<Reading<HedgeMarket>.Known>()
            .Value.Grid!.Step.Value;

    private static JsonObject Answer(string to, string answer, string having = "", int status = 200) => new JsonObject
    {
        ["to"] = to,
        ["having"] = having,
        ["status"] = status,
        ["answer"] = JsonNode.Parse(answer),
    };

    private static Task<ExchangeBridge> StartAsync(string exchange, params IEnumerable<JsonNode> first)
    {
        JsonArray all = [.. first, .. Answers.Select(answer => answer!.DeepClone())];
        return RecordedBridge.StartAsync(exchange, all.ToJsonString());
    }

    private static string SymbolOf(string exchange) => exchange == "hyperliquid" ? "BTC/USDC:USDC" : "BTC/USDT:USDT";

    private static async Task<PreparedRequest> PreparedAsync(IHedgeGateway hedges, HedgeTicket ticket)
    {
        Reading<PreparedRequest> reading = await hedges.PrepareAsync(ticket, Cancellation);
        return reading.ShouldBeOfType<Reading<PreparedRequest>.Known>(
            (reading as Reading<PreparedRequest>.Failed)?.Error.ToString()).Value;
    }

    private static async Task<IHedgeGateway> OpenAsync(ExchangeBridge bridge, string exchange)
    {
        bool isWallet = exchange == "hyperliquid";
        ImmutableSortedDictionary<string, Secret> none = ImmutableSortedDictionary<string, Secret>.Empty;
        BridgedOptions options = new()
        {
            Account = Account,
            Exchange = exchange,
            Network = "live",
            Credentials = isWallet
                ? none.Add("privateKey", new Secret($"0x{new string('8', 64)}"))
                : none.Add("apiKey", new Secret("canary-key")).Add("secret", new Secret("canary-secret"))
                    .Add("password", new Secret("canary-word")),
            Wallet = isWallet ? $"0x{new string('1', 40)}" : null,
            Venue = exchange,
        };
        return (await BridgedPositions.OpenAsync(
            options, bridge, new VenueClocks(TimeProvider.System, TimeProvider.System), Cancellation))
            .ShouldBeOfType<Reading<BridgedPositions>.Known>().Value.Hedges.ShouldNotBeNull();
    }

    private static HedgeTicket Ticket(string exchange, HedgeStep step) => new()
    {
        Id = Name,
        Account = Account,
        Asset = new Asset("BTC"),
        Market = SymbolOf(exchange),
        Purpose = "hedge:BTC",
        Order = new HedgeOrder
        {
            Step = step,
            Notional = new Money(10_000m),
            Margin = new Money(1_000m),
            Fee = new Money(5m),
        },
        Leverage = 10m,
        Before = Quantity.Zero,
        ExpectedPrice = new Price(20_000m),
        MaxSlippageBps = 50m,
        Exact = new HedgeSize
        {
            Contracts = new Quantity(0.5m),
            ContractSize = new Quantity(exchange == "okx" ? 0.01m : 1m),
            Limit = new Price(20_000m),
            RequestExpiresAt = BridgedRig.Now + Duration.FromSeconds(20),
        },
        Why = new Reason("hedge-too-small", "in a test"),
    };
}
