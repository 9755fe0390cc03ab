using System.Text.Json;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faults;

namespace Ballast.PaperExchange.Tests.Faces;

/// <summary>
/// Codes and messages as Binance publishes them (errors.md and rest-api.md of its spot API documentation).
/// </summary>
public sealed class BinanceFaceTests : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData("side=BUY&type=MARKET&quantity=1", -1102)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=LIMIT&quantity=1&price=1", -1102)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=1&timeInForce=GTC", -1106)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=1&price=5", -1106)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=LIMIT_MAKER&quantity=1&price=5&timeInForce=GTC", -1106)]
    [InlineData("symbol=BTCUSDC&side=HOLD&type=MARKET&quantity=1", -1117)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=HOPE&quantity=1", -1116)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=LIMIT&quantity=1&price=5&timeInForce=NEVER", -1115)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=1e3", -1100)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=0.000000001", -1111)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=0", -1013)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=1&newClientOrderId=a%20b", -1100)]
    [InlineData("symbol=NOPE&side=BUY&type=MARKET&quantity=1", -1121)]
    [InlineData("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=0.1&recvWindow=60001", -1131)]
    public async Task A_bad_order_is_refused_with_its_code_and_noted_once(string form, int code)
    {
        (int status, JsonElement body) = await AskAsync("POST", "/api/v3/order", "", Sign(form, 0));

        (status, body.GetProperty("code").GetInt32()).ShouldBe((400, code));
        rig.Venue.Record().Posts.ShouldHaveSingleItem().Outcome.ShouldBe($"{code}");
    }

    [Theory]
    [InlineData(-5001, -1021, "Timestamp for this request is outside of the recvWindow.")]
    [InlineData(-5000, 0, "")]
    [InlineData(999, 0, "")]
    [InlineData(1000, -1021, "Timestamp for this request was 1000ms ahead of the server's time.")]
    public async Task A_request_is_valid_within_its_window(long offsetMs, int code, string message)
    {
        (int status, JsonElement body) = await AskAsync("GET", "/api/v3/account", Sign("", offsetMs), "");

        status.ShouldBe(code == 0 ? 200 : 400);
        if (code != 0)
        {
            (body.GetProperty("code").GetInt32(), body.GetProperty("msg").GetString()).ShouldBe((code, message));
        }
    }

    [Fact]
    public async Task Key_and_signature_are_checked()
    {
        string query = Sign("", 0);
        (await CodeAsync(query + "0", "paper")).ShouldBe((400, -1022));
        (await CodeAsync(query, "stranger")).ShouldBe((401, -2015));
        (await CodeAsync(query, "")).ShouldBe((401, -2014));
    }

    // Names and forms of filters.md.
    [Fact]
    public async Task Every_filter_that_is_enforced_is_listed()
    {
        (int status, JsonElement body) = await AskAsync("GET", "/api/v3/exchangeInfo", "", "");

        status.ShouldBe(200);
        JsonElement[] filters =
            [.. body.GetProperty("symbols")[0].GetProperty("filters").EnumerateArray()];
        filters.Select(filter => filter.GetProperty("filterType").GetString()).ShouldBe(
            ["PRICE_FILTER", "LOT_SIZE", "MARKET_LOT_SIZE", "PERCENT_PRICE_BY_SIDE", "NOTIONAL", "MAX_NUM_ORDERS",
                "MAX_NUM_ALGO_ORDERS"]);
        filters[3].EnumerateObject().Select(property => $"{property.Name} {property.Value}").ShouldBe(
        [
            "filterType PERCENT_PRICE_BY_SIDE", "bidMultiplierUp 5.00000000", "bidMultiplierDown 0.20000000",
            "askMultiplierUp 5.00000000", "askMultiplierDown 0.20000000", "avgPriceMins 0",
        ]);
        filters[5].GetRawText().ShouldBe("""{"filterType":"MAX_NUM_ORDERS","maxNumOrders":200}""");
    }

    [Fact]
    public async Task A_market_order_answers_in_full_with_every_documented_field()
    {
        (int status, JsonElement body) = await AskAsync(
            "POST", "/api/v3/order", "",
                Sign("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=0.1&newClientOrderId=mine", 0));

        status.ShouldBe(200);
        body.EnumerateObject().Select(property => property.Name).ShouldBe(
        [
            "symbol", "orderId", "orderListId", "clientOrderId", "transactTime", "price", "origQty", "executedQty",
            "origQuoteOrderQty", "cummulativeQuoteQty", "status", "timeInForce", "type", "side", "workingTime",
            "selfTradePreventionMode", "fills",
        ]);
        body.GetProperty("executedQty").GetString().ShouldBe("0.10000000");
        body.GetProperty("fills")[0].GetProperty("commissionAsset").GetString().ShouldBe("BTC");
    }

    [Fact]
    public async Task Parameters_may_come_in_the_query_as_well_as_in_the_body()
    {
        string query = Sign("symbol=BTCUSDC&side=BUY&type=MARKET&quoteOrderQty=100", 0);
        (await AskAsync("POST", "/api/v3/order", query, "")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_lookup_is_blind_for_a_while_when_the_fault_is_on()
    {
        rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.LookupBlind, Seconds = 30 });
        await AskAsync(
            "POST", "/api/v3/order", "",
                Sign("symbol=BTCUSDC&side=BUY&type=MARKET&quantity=0.1&newClientOrderId=mine", 0));
        const string lookup = "symbol=BTCUSDC&origClientOrderId=mine";

        (await AskAsync("GET", "/api/v3/order", Sign(lookup, 0), "")).Body.GetProperty("code").GetInt32()
            .ShouldBe(-2013);
        rig.Clock.Advance(TimeSpan.FromSeconds(31));
        (await AskAsync("GET", "/api/v3/order", Sign(lookup, 0), "")).Body.GetProperty("status").GetString()
            .ShouldBe("FILLED");
    }

    [Fact]
    public async Task Balances_are_old_when_the_fault_is_on()
    {
        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        rig.Accept(Rig.MarketOrder(Core.Markets.TradeSide.Sell, 1m));
        rig.Venue.Faults.Add(
            new FaultRule { Kind = FaultKind.StaleBalances, Seconds = 30, Times = 1 });

        (await FreeAsync("BTC")).ShouldBe("2.00000000");
        (await FreeAsync("BTC")).ShouldBe("1.00000000");
    }

    [Fact]
    public async Task A_late_fill_comes_after_the_cancel_was_confirmed()
    {
        rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.LateFill, Seconds = 10, Times = 1 });
        await AskAsync("POST", "/api/v3/order", "", Sign(
            "symbol=BTCUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=40000&newClientOrderId=mine", 0));
        (int _, JsonElement cancelled) =
            await AskAsync("DELETE", "/api/v3/order", Sign("symbol=BTCUSDC&origClientOrderId=mine", 0), "");
        cancelled.GetProperty("status").GetString().ShouldBe("CANCELED");

        rig.Clock.Advance(TimeSpan.FromSeconds(10));

        (await FreeAsync("BTC")).ShouldBe("2.09990000");
    }

    [Fact]
    public async Task The_clock_of_the_venue_can_be_off()
    {
        rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.ClockOffset, Seconds = 90 });

        (await AskAsync("GET", "/api/v3/account", Sign("", 0), "")).Body.GetProperty("code").GetInt32().ShouldBe(-1021);
    }

    [Fact]
    public async Task The_same_seed_and_requests_give_the_same_answers()
    {
        string first = await RunAsync();
        string second = await RunAsync();
        second.ShouldBe(first);

        static async Task<string> RunAsync()
        {
            using var twin = new Rig();
            twin.Venue.Faults.Add(new FaultRule { Kind = FaultKind.AnswerReset, Probability = 0.5 });
            var answers = new List<string>();
            for (int i = 0; i < 20; i++)
            {
                string form = Sign(twin, $"symbol=BTCUSDC&side=BUY&type=MARKET&quantity=0.0{(i % 9) + 1}", 0);
                var request = new FaceRequest("POST", "/api/v3/order", "", form, "paper");
                FaceAnswer answer =
                    await new BinanceFace(twin.Venue, twin.Clock).HandleAsync(request, CancellationToken.None);
                answers.Add($"{answer}");
                twin.Move(50_000m + i);
            }

            return string.Join('\n', answers);
        }
    }

    private async Task<string?> FreeAsync(string asset) =>
        (await AskAsync("GET", "/api/v3/account", Sign("", 0), "")).Body.GetProperty("balances").EnumerateArray()
            .Single(balance => balance.GetProperty("asset").GetString() == asset).GetProperty("free").GetString();

    private async Task<(int Status, int Code)> CodeAsync(string query, string key)
    {
        (int status, JsonElement body) = await AskAsync("GET", "/api/v3/account", query, "", key);
        return (status, body.GetProperty("code").GetInt32());
    }

    private Task<(int Status, JsonElement Body)> AskAsync(string method, string path, string query, string body) =>
        AskAsync(method, path, query, body, "paper");

    private async Task<(int Status, JsonElement Body)> AskAsync(
        string method, string path, string query, string body, string key)
    {
        var face = new BinanceFace(rig.Venue, rig.Clock);
        var request = new FaceRequest(method, path, query, body, key);
        var reply =
            (await face.HandleAsync(request, TestContext.Current.CancellationToken)).ShouldBeOfType<FaceAnswer.Reply>();
        return (reply.Status, JsonDocument.Parse(reply.Body).RootElement);
    }

    private string Sign(string form, long offsetMs) => Sign(rig, form, offsetMs);

    private static string Sign(Rig rig, string form, long offsetMs)
    {
        long stamp = rig.Clock.GetUtcNow().ToUnixTimeMilliseconds() + offsetMs;
        string stamped = form.Length > 0 ? $"{form}&timestamp={stamp}" : $"timestamp={stamp}";
        return $"{stamped}&signature={RequestSigner.Sign("papersecret", stamped)}";
    }
}
