using System.Text.Json;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Tests.Faces;

/// <summary>Codes and messages of errors.md in Binance's spot API documentation.</summary>
public sealed class StrictRequestTests : IDisposable
{
    private readonly Rig rig = new();
    private readonly BinanceFace face;

    public StrictRequestTests() => face = new BinanceFace(rig.Venue, rig.Clock);

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData("ping", "a=1", -1101, "Too many parameters; expected '0' and received '1'.")]
    [InlineData("depth", "symbol=BTCUSDC&symbol=BTCUSDC", -1101, "Duplicate values for a parameter detected.")]
    [InlineData("depth", "symbol=BTCUSDC&depth=5", -1104,
        "Not all sent parameters were read; read '1' parameter(s) but was sent '2'.")]
    [InlineData("depth", "symbol=", -1105, "Parameter 'symbol' was empty.")]
    [InlineData("depth", "limit=5", -1102,
        "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.")]
    [InlineData("depth", "symbol=btcusdc", -1100,
        @"Illegal characters found in parameter 'symbol'; legal range is '^[\w\-._&&[^a-z]]{1,50}$'.")]
    [InlineData("depth", "symbol=BTCUSDC&limit=-5", -1100,
        "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.")]
    [InlineData("depth", "symbol=BTCUSDC&limit=0", -1130, "Data sent for parameter 'limit' is not valid.")]
    [InlineData("depth", "symbol=BTCUSDC&limit=99999999999999999999", -1108, "Parameter 'limit' overflowed.")]
    [InlineData("depth", "symbol=NOPE", -1121, "Invalid symbol.")]
    [InlineData("klines", "symbol=BTCUSDC&interval=1s", -1120, "Invalid interval.")]
    [InlineData("klines", "symbol=BTCUSDC&interval=7m", -1120, "Invalid interval.")]
    [InlineData("ticker/24hr", "symbol=BTCUSDC&type=HUGE", -1139, "Invalid ticker type.")]
    [InlineData("ticker/24hr", "symbol=BTCUSDC&symbols=[\"BTCUSDC\"]", -1128,
        "Combination of optional parameters invalid.")]
    [InlineData("ticker/price", "symbols=[\"BTCUSDC\",\"BTCUSDC\"]", -1151,
        "Symbol is present multiple times in the list.")]
    [InlineData("exchangeInfo", "symbol=NOPE", -1121, "Invalid symbol.")]
    [InlineData("exchangeInfo", "symbolStatus=OPEN", -1122, "Invalid symbolStatus.")]
    public async Task A_public_request_is_read_strictly(string path, string query, int code, string message)
    {
        FaceAnswer.Reply reply = await AskAsync(new FaceRequest("GET", $"/api/v3/{path}", query, "", ""));

        (reply.Status, Code(reply), Message(reply)).ShouldBe((400, code, message));
    }

    [Theory]
    [InlineData("side=BUY&type=MARKET", -1102,
        "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!")]
    [InlineData("side=BUY&type=MARKET&quantity=1&newClientOrderId=", -1118, "New client order ID was empty.")]
    [InlineData("side=BUY&type=STOP_LOSS&quantity=1&trailingDelta=100", -1013,
        "Trailing stop orders are not supported for this symbol.")]
    [InlineData("side=BUY&type=STOP_LOSS&quantity=1", -1102,
        "Mandatory parameter 'stopPrice' was not sent, was empty/null, or malformed.")]
    [InlineData("side=BUY&type=STOP_LOSS&quantity=1&stopPrice=40000", -2010, "Stop price would trigger immediately.")]
    [InlineData("side=SELL&type=TAKE_PROFIT_LIMIT&quantity=1&stopPrice=60000&timeInForce=GTC", -1102,
        "Mandatory parameter 'price' was not sent, was empty/null, or malformed.")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=40000&icebergQty=0.1", -1013,
        "Iceberg orders are not supported for this symbol.")]
    [InlineData("side=BUY&type=MARKET&quantity=1&stopPrice=1", -1106, "Parameter 'stopPrice' sent when not required.")]
    [InlineData("side=BUY&type=MARKET&quantity=1&newOrderRespType=ALL", -1130,
        "Data sent for parameter 'newOrderRespType' is not valid.")]
    [InlineData("side=BUY&type=MARKET&quantity=1&recvWindow=60000.001", -1131, "recvWindow must be less than 60000.")]
    [InlineData("side=BUY&type=MARKET&quantity=0.000001", -1013, "Filter failure: LOT_SIZE")]
    [InlineData("side=BUY&type=MARKET&quantity=0.00001", -1013, "Filter failure: NOTIONAL")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=40000.001", -1013,
        "Filter failure: PRICE_FILTER")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=400000", -1013,
        "Filter failure: PERCENT_PRICE_BY_SIDE")]
    public async Task An_order_and_its_test_are_refused_alike(string form, int code, string message)
    {
        foreach (string path in (string[])["/api/v3/order", "/api/v3/order/test"])
        {
            FaceAnswer.Reply reply = await PostAsync(path, "symbol=BTCUSDC&" + form);

            (reply.Status, Code(reply), Message(reply)).ShouldBe((400, code, message));
        }
    }

    [Theory]
    [InlineData("GET", "/api/v3/nowhere", 404)]
    [InlineData("PUT", "/api/v3/order", 405)]
    public async Task An_unknown_path_is_not_found_and_an_unknown_method_not_allowed(
        string method, string path, int status) =>
        (await AskAsync(new FaceRequest(method, path, "", "", ""))).Status.ShouldBe(status);

    [Fact]
    public async Task The_query_wins_over_the_body_and_both_are_signed()
    {
        string stamp = $"{rig.Clock.GetUtcNow().ToUnixTimeMilliseconds()}";
        const string query = "symbol=BTCUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=40000";
        string body = $"price=1&timestamp={stamp}";
        string signature = RequestSigner.Sign("papersecret", query + body).ToUpperInvariant();

        FaceAnswer.Reply reply = await AskAsync(
            new FaceRequest("POST", "/api/v3/order", query, $"{body}&signature={signature}", "paper"));

        reply.Status.ShouldBe(200, reply.Body);
        JsonDocument.Parse(reply.Body).RootElement.GetProperty("price").GetString().ShouldBe("40000.00000000");
    }

    [Fact]
    public async Task A_timestamp_may_be_in_microseconds_and_a_window_have_three_decimals()
    {
        string stamp = $"{rig.Clock.GetUtcNow().ToUnixTimeMilliseconds()}000";
        string query = $"recvWindow=1.25&timestamp={stamp}";
        string signed = $"{query}&signature={RequestSigner.Sign("papersecret", query)}";
        rig.Clock.Advance(TimeSpan.FromTicks(12_500));
        (await AskAsync(new FaceRequest("GET", "/api/v3/account", signed, "", "paper"))).Status.ShouldBe(200);

        rig.Clock.Advance(TimeSpan.FromTicks(10));
        Code(await AskAsync(new FaceRequest("GET", "/api/v3/account", signed, "", "paper"))).ShouldBe(-1021);
    }

    [Fact]
    public async Task Zero_balances_are_listed_unless_they_are_not_wanted()
    {
        (await AssetsAsync("")).ShouldBe(["BNB", "BTC", "USDC"]);
        await PostAsync("/api/v3/order", "symbol=BNBUSDC&side=SELL&type=MARKET&quantity=10");
        (await AssetsAsync("")).ShouldBe(["BNB", "BTC", "USDC"]);
        (await AssetsAsync("omitZeroBalances=true&")).ShouldBe(["BTC", "USDC"]);
    }

    private async Task<IEnumerable<string?>> AssetsAsync(string query)
    {
        FaceAnswer.Reply reply = await AskAsync(
            new FaceRequest("GET", "/api/v3/account", Signed(query), "", "paper"));
        return JsonDocument.Parse(reply.Body).RootElement.GetProperty("balances").EnumerateArray()
            .Select(balance => balance.GetProperty("asset").GetString());
    }

    private Task<FaceAnswer.Reply> PostAsync(string path, string form) =>
        AskAsync(new FaceRequest("POST", path, "", Signed(form + "&"), "paper"));

    private async Task<FaceAnswer.Reply> AskAsync(FaceRequest request) =>
        (await face.HandleAsync(request, TestContext.Current.CancellationToken)).ShouldBeOfType<FaceAnswer.Reply>();

    private string Signed(string form)
    {
        string stamped = $"{form}timestamp={rig.Clock.GetUtcNow().ToUnixTimeMilliseconds()}";
        return $"{stamped}&signature={RequestSigner.Sign("papersecret", stamped)}";
    }

    private static int Code(FaceAnswer.Reply reply) =>
        JsonDocument.Parse(reply.Body).RootElement.GetProperty("code").GetInt32();

    private static string? Message(FaceAnswer.Reply reply) =>
        JsonDocument.Parse(reply.Body).RootElement.GetProperty("msg").GetString();
}
