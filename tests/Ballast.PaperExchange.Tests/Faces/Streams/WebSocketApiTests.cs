using System.Text.Json;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faces.Streams;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>The WebSocket API; envelope and words are those of web-socket-api.md and errors.md.</summary>
public sealed class WebSocketApiTests : IAsyncLifetime
{
    private HostedRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await HostedRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    // The example of web-socket-api.md, "SIGNED request example (HMAC)", with its key, secret and signature.
    [Fact]
    public void The_documented_signature_is_reproduced()
    {
        const string example = """
            {"id":"4885f793","method":"order.place","params":{"symbol":"BTCUSDT","side":"SELL","type":"LIMIT",
            "timeInForce":"GTC","quantity":"0.01000000","price":"52000.00","newOrderRespType":"ACK","recvWindow":100,
            "timestamp":1645423376532,"apiKey":"vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
            "signature":"cc15477742bd704c29492d96c7ead9414dfd8e0ec4a00f947bb5bb454ddbd08a"}}
            """;
        var rest = ApiRequest.Read(example).AsRest("POST", "/api/v3/order");

        RequestSigner.Sign("NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j", rest.SignedText!)
            .ShouldBe("cc15477742bd704c29492d96c7ead9414dfd8e0ec4a00f947bb5bb454ddbd08a");
    }

    [Theory]
    [InlineData("time", "/api/v3/time")]
    [InlineData("ping", "/api/v3/ping")]
    [InlineData("v3/exchangeInfo", "/api/v3/exchangeInfo")]
    [InlineData("depth", "/api/v3/depth?symbol=BTCUSDC")]
    [InlineData("ticker.price", "/api/v3/ticker/price?symbol=BTCUSDC")]
    [InlineData("ticker.book", "/api/v3/ticker/bookTicker?symbol=BTCUSDC")]
    [InlineData("ticker.24hr", "/api/v3/ticker/24hr?symbol=BTCUSDC")]
    [InlineData("klines", "/api/v3/klines?symbol=BTCUSDC&interval=1h")]
    [InlineData("trades.recent", "/api/v3/trades?symbol=BTCUSDC")]
    [InlineData("avgPrice", "/api/v3/avgPrice?symbol=BTCUSDC")]
    public async Task A_read_answers_what_REST_answers(string method, string pathAndQuery)
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        string parameters = string.Join(',', new Uri(rig.Address, pathAndQuery).Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => $"\"{pair.Replace("=", "\":\"", StringComparison.Ordinal)}\""));

        JsonElement answer = JsonElement.Parse(
            await client.AskAsync($$$"""{"id":1,"method":"{{{method}}}","params":{{{{parameters}}}}}"""));

        answer.GetProperty("id").GetRawText().ShouldBe("1");
        answer.GetProperty("status").GetInt32().ShouldBe(200);
        answer.GetProperty("result").GetRawText().ShouldBe((await rig.GetAsync(pathAndQuery)).GetRawText());
    }

    [Fact]
    public async Task A_list_of_symbols_may_be_a_list()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");

        JsonElement answer = JsonElement.Parse(await client.AskAsync(
            """{"id":1,"method":"ticker.price","params":{"symbols":["BTCUSDC","BNBUSDC"]}}"""));

        answer.GetProperty("result").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task An_order_lives_its_life_over_the_connection()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        JsonElement placed = await ResultAsync(client, "order.place", ("symbol", "BTCUSDC"), ("side", "BUY"),
            ("type", "LIMIT"), ("timeInForce", "GTC"), ("quantity", "0.1"), ("price", "40000"),
            ("newClientOrderId", "mine"));
        placed.GetProperty("status").GetString().ShouldBe("NEW");

        (await ResultAsync(client, "order.status", ("symbol", "BTCUSDC"), ("origClientOrderId", "mine")))
            .GetProperty("orderId").GetInt64().ShouldBe(placed.GetProperty("orderId").GetInt64());
        (await ResultAsync(client, "openOrders.status", ("symbol", "BTCUSDC"))).GetArrayLength().ShouldBe(1);
        (await ResultAsync(client, "order.cancel", ("symbol", "BTCUSDC"), ("origClientOrderId", "mine")))
            .GetProperty("status").GetString().ShouldBe("CANCELED");
        (await ResultAsync(client, "order.place", ("symbol", "BTCUSDC"), ("side", "SELL"), ("type", "MARKET"),
            ("quantity", "0.1"))).GetProperty("fills").GetArrayLength().ShouldBe(1);
        (await ResultAsync(client, "myTrades", ("symbol", "BTCUSDC"))).GetArrayLength().ShouldBe(1);
        (await ResultAsync(client, "allOrders", ("symbol", "BTCUSDC"))).GetArrayLength().ShouldBe(2);
        (await ResultAsync(client, "account.status")).GetProperty("balances").GetArrayLength().ShouldBe(3);
        (await ResultAsync(client, "account.commission", ("symbol", "BTCUSDC")))
            .GetProperty("standardCommission").GetProperty("taker").GetString().ShouldBe("0.00100000");
        rig.Rig.Order(1).State.ShouldBe(OrderState.Canceled);
    }

    [Fact]
    public async Task What_is_used_of_the_limits_is_told_unless_nobody_wants_it()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        JsonElement placed = JsonElement.Parse(await client.AskAsync(rig.Signed("order.place",
            ("symbol", "BTCUSDC"), ("side", "BUY"), ("type", "LIMIT"), ("timeInForce", "GTC"), ("quantity", "0.1"),
            ("price", "40000"))));
        placed.GetProperty("rateLimits").EnumerateArray()
            .Select(limit => $"{limit.GetProperty("rateLimitType")} {limit.GetProperty("interval")} "
                + $"{limit.GetProperty("count")}")
            .ShouldBe(["ORDERS SECOND 1", "ORDERS DAY 1", "REQUEST_WEIGHT MINUTE 1"]);

        (await client.AskAsync("""{"id":1,"method":"ping","params":{"returnRateLimits":false}}"""))
            .ShouldBe("""{"id":1,"status":200,"result":{}}""");
        await using StreamClient quiet = await rig.OpenAsync("/ws-api/v3?returnRateLimits=false");
        (await quiet.AskAsync("""{"id":1,"method":"ping"}""")).ShouldBe("""{"id":1,"status":200,"result":{}}""");
    }

    [Fact]
    public async Task A_test_order_leaves_nothing_and_cancelling_all_cancels_all()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        (string, string)[] order =
        [
            ("symbol", "BTCUSDC"), ("side", "BUY"), ("type", "LIMIT"), ("timeInForce", "GTC"), ("quantity", "0.1"),
            ("price", "40000"),
        ];
        (await ResultAsync(client, "order.test", order)).GetRawText().ShouldBe("{}");
        rig.Rig.Venue.OpenOrders(Rig.Account, "").ShouldBeEmpty();
        await ResultAsync(client, "order.place", order);
        await ResultAsync(client, "order.place", order);

        (await ResultAsync(client, "openOrders.cancelAll", ("symbol", "BTCUSDC"))).GetArrayLength().ShouldBe(2);

        rig.Rig.Venue.OpenOrders(Rig.Account, "").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nonsense", "null", -1135)]
    [InlineData("[1]", "null", -1135)]
    [InlineData("""{"id":"a","method":"time","params":[1]}""", "\"a\"", -1135)]
    [InlineData("""{"id":5}""", "5", -1102)]
    [InlineData("""{"id":5,"method":"order.hope"}""", "5", -1020)]
    [InlineData("""{"id":5,"method":"order.place","params":{"symbol":"BTCUSDC"}}""", "5", -2014)]
    [InlineData("""{"id":5,"method":"userDataStream.subscribe"}""", "5", -1002)]
    public async Task A_request_that_cannot_be_answered_is_refused_with_a_code(string text, string id, int code)
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");

        JsonElement answer = JsonElement.Parse(await client.AskAsync(text));

        answer.GetProperty("id").GetRawText().ShouldBe(id);
        answer.GetProperty("status").GetInt32().ShouldBeOneOf(400, 401);
        answer.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(code);
    }

    // "Only Ed25519 keys are supported for this feature."
    [Fact]
    public async Task A_session_cannot_be_logged_on_to_with_such_a_key()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        (await ErrorAsync(client, rig.Signed("session.logon"))).ShouldBe(-4056);

        JsonElement status = JsonElement.Parse(await client.AskAsync("""{"id":1,"method":"session.status"}"""));

        status.GetProperty("result").GetProperty("apiKey").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_wrong_signature_subscribes_to_nothing()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        string wrong = rig.Signed("userDataStream.subscribe.signature").Replace(
            "\"apiKey\":\"paper\"", "\"apiKey\":\"paper\",\"recvWindow\":\"5000\"", StringComparison.Ordinal);

        (await ErrorAsync(client, wrong)).ShouldBe(-1022);
        (await client.AskAsync("""{"id":1,"method":"session.subscriptions"}"""))
            .ShouldBe("""{"id":1,"status":200,"result":[]}""");
    }

    [Fact]
    public async Task An_account_is_subscribed_to_once_and_can_be_left()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        await ResultAsync(client, "userDataStream.subscribe.signature");
        (await ErrorAsync(client, rig.Signed("userDataStream.subscribe.signature"))).ShouldBe(-2035);
        (await client.AskAsync("""{"id":1,"method":"session.subscriptions"}"""))
            .ShouldBe("""{"id":1,"status":200,"result":[{"subscriptionId":0}]}""");

        (await client.AskAsync("""{"id":2,"method":"userDataStream.unsubscribe","params":{"subscriptionId":0}}"""))
            .ShouldBe("""{"id":2,"status":200,"result":{}}""");

        rig.Rig.Accept(Rig.MarketOrder(Core.Markets.TradeSide.Buy, 0.01m));
        (await client.AskAsync("""{"id":3,"method":"session.subscriptions"}"""))
            .ShouldBe("""{"id":3,"status":200,"result":[]}""");
    }

    [Fact]
    public async Task Faults_of_the_transport_reach_requests_here_too()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        rig.Rig.Venue.Faults.Add(
            new FaultRule { Kind = FaultKind.TooManyRequests, On = RequestScope.All, Times = 1, Seconds = 9 });
        JsonElement throttled = JsonElement.Parse(await client.AskAsync("""{"id":1,"method":"time"}"""));
        throttled.GetProperty("status").GetInt32().ShouldBe(429);
        JsonElement data = throttled.GetProperty("error").GetProperty("data");
        (data.GetProperty("retryAfter").GetInt64() - data.GetProperty("serverTime").GetInt64()).ShouldBe(9000);

        rig.Rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.AnswerTimeout, Times = 1 });
        await client.SendAsync(rig.Signed("order.place", ("symbol", "BTCUSDC"), ("side", "SELL"), ("type", "MARKET"),
            ("quantity", "0.1")));
        JsonElement next = JsonElement.Parse(await client.AskAsync("""{"id":2,"method":"ping"}"""));

        next.GetProperty("id").GetInt32().ShouldBe(2);
        rig.Rig.Order(1).State.ShouldBe(OrderState.Filled);
    }

    [Fact]
    public async Task A_broken_connection_breaks()
    {
        await using StreamClient client = await rig.OpenAsync("/ws-api/v3");
        rig.Rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.AnswerReset, Times = 1 });

        await client.SendAsync(rig.Signed("order.place", ("symbol", "BTCUSDC"), ("side", "SELL"), ("type", "MARKET"),
            ("quantity", "0.1")));

        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(client.NextTextAsync);
        rig.Rig.Order(1).State.ShouldBe(OrderState.Filled);
    }

    private async Task<JsonElement> ResultAsync(
        StreamClient client, string method, params (string, string)[] parameters)
    {
        string answer = await client.AskAsync(rig.Signed(method, parameters));
        JsonElement json = JsonElement.Parse(answer);
        json.GetProperty("status").GetInt32().ShouldBe(200, answer);
        return json.GetProperty("result");
    }

    private static async Task<int> ErrorAsync(StreamClient client, string request) =>
        JsonElement.Parse(await client.AskAsync(request)).GetProperty("error").GetProperty("code").GetInt32();
}
