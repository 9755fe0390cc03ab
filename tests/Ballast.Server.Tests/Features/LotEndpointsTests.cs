using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ballast.Core.Portfolios;

namespace Ballast.Server.Tests.Features;

/// <summary>Past trades over REST: what is taken, and what is refused by its field.</summary>
public sealed class LotEndpointsTests
{
    private const string Trade = """
        {"tradeId":"7","base":"BTC","quote":"USDC","side":"buy","quantity":"1","price":"100","fee":"0.5",
         "feeAsset":"USDC","at":"2020-05-01T00:00:00Z"}
        """;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_whole_or_cannot_be_read_later_is_refused_by_its_field_and_nothing_is_journaled()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        string rated = Trade.Replace("}", ",\"quotePrice\":\"2\"}", StringComparison.Ordinal);

        await RefusedAsync(server, Wish("null"), "$.trades[0] is null");
        await RefusedAsync(server, Wish($"{Trade},null"), "$.trades[1] is null");
        await RefusedAsync(server, Wish(rated), "$.trades[0].quotePriceIn is missing");
        await RefusedAsync(server, Wish(Trade, "BTC/USDC", "zzz"), "$.through is 'zzz'");
        await RefusedAsync(server, Wish(Trade, "BTC/USDC", "8"), "$.through is '8'");
        await RefusedAsync(server, Wish(Trade, "ETH/USDC", "7"), "$.through is '7'");
        await RefusedAsync(server, Wish(Trade, "BTC/USDC", "1588291200001 7"), "$.through is '1588291200001 7'");
        await RefusedAsync(server, Wish(Trade, "BTC/USDC", "1588291200000 8"), "$.through is '1588291200000 8'");
        await RefusedAsync(server, Wish(Trade, "BTC/USDC", "1588291200000 7 7"), "$.through is '1588291200000 7 7'");

        JsonNode journal = await server.GetAsync("api/v1/journal?limit=1000");
        journal["items"]!.AsArray().ShouldNotContain(
            item => item!["kind"]!.GetValue<string>() == "trades-imported");
    }

    [Fact]
    public async Task A_mark_is_the_number_of_a_trade_that_was_told_and_a_rehearsal_leaves_none()
    {
        await using RunningServer server = await RunningServer.StartedAsync();

        using HttpResponseMessage rehearsal = await PostAsync(
            server, Wish(Trade, "BTC/USDC", "7").Replace("}],", "}],\"isRehearsal\":true,", StringComparison.Ordinal));
        rehearsal.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Installation.Engine.TradesOf(new AccountId("paper")).Markets.Values
            .ShouldAllBe(market => market.ReadThrough == null);
        using HttpResponseMessage response = await PostAsync(server, Wish(Trade, "BTC/USDC", "7"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Installation.Engine.TradesOf(new AccountId("paper")).Markets["BTC/USDC"].ReadThrough.ShouldBe("7");
    }

    [Fact]
    public async Task What_a_file_told_is_taken_back_and_what_the_venue_told_is_not()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        using HttpResponseMessage told = await PostAsync(server, Wish(Trade));
        told.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await RetractAsync(server, "[]", HttpStatusCode.UnprocessableEntity))["detail"]!.GetValue<string>()
            .ShouldContain("$.trades has 0 items");
        (await RetractAsync(server, "[null]", HttpStatusCode.UnprocessableEntity))["detail"]!.GetValue<string>()
            .ShouldContain("$.trades[0] is null");
        (await RetractAsync(server, """[{"tradeId":"7"}]""", HttpStatusCode.UnprocessableEntity, " "))["detail"]!
            .GetValue<string>().ShouldContain("$.reason is empty");
        JsonNode done = await RetractAsync(server, """[{"tradeId":"7"}]""", HttpStatusCode.OK);
        done["removed"]!.GetValue<int>().ShouldBe(1);
        await RetractAsync(server, """[{"tradeId":"7","market":"BTC/USDC"}]""", HttpStatusCode.NotFound);

        using HttpResponseMessage listed = await PostAsync(
            server, Wish(Trade).Replace("elsewhere", "venue", StringComparison.Ordinal));
        listed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RetractAsync(server, """[{"tradeId":"7","market":null}]""", HttpStatusCode.Conflict))["code"]!
            .GetValue<string>().ShouldBe("not-from-a-file");
    }

    private static async Task<JsonNode> RetractAsync(
        RunningServer server, string trades, HttpStatusCode status, string reason = "typed wrong")
    {
        using StringContent content = new(
            $$"""{"trades":{{trades}},"reason":"{{reason}}"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await server.Http.PostAsync(
            "api/v1/accounts/paper/trades/retractions", content, Cancellation);
        response.StatusCode.ShouldBe(status, trades);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }

    // 2020-05-01T00:00:00Z in milliseconds since 1970, by date -d: 1588291200000.
    [Fact]
    public async Task A_mark_may_be_a_trades_time_and_its_number()
    {
        await using RunningServer server = await RunningServer.StartedAsync();

        using HttpResponseMessage response = await PostAsync(server, Wish(Trade, "BTC/USDC", "1588291200000 7"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Installation.Engine.TradesOf(new AccountId("paper")).Markets["BTC/USDC"].ReadThrough
            .ShouldBe("1588291200000 7");
    }

    private static async Task RefusedAsync(RunningServer server, string body, string words)
    {
        using HttpResponseMessage response = await PostAsync(server, body);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, body);
        JsonNode problem = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        problem["detail"]!.GetValue<string>().ShouldContain(words);
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningServer server, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        return await server.Http.PostAsync("api/v1/accounts/paper/trades", content, Cancellation);
    }

    private static string Wish(string trades) => $$"""{"trades":[{{trades}}],"source":"elsewhere"}""";

    private static string Wish(string trades, string market, string through) =>
        $$"""{"trades":[{{trades}}],"source":"elsewhere","market":"{{market}}","through":"{{through}}"}""";
}
