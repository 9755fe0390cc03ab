using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ballast.Engine.Journal;

namespace Ballast.Server.Tests.Features;

public sealed class RunEndpointsTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_the_default_portfolio_on_target_and_shows_every_order_with_fills_and_reasons()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        await server.UntilAsync(view => view.Runs.Any(run => run.Status == RunStatus.Completed));
        JsonNode run = (await server.GetAsync("api/v1/runs"))["items"]!.AsArray()[^1]!;
        run["status"]!.GetValue<string>().ShouldBe("completed");
        JsonArray orders = run["orders"]!.AsArray();
        orders.Count.ShouldBe(3);
        foreach (JsonNode? order in orders)
        {
            order!["state"]!.GetValue<string>().ShouldBe("filled");
            order["why"]!["sentence"]!.GetValue<string>().ShouldNotBeEmpty();
            order["fills"]!.AsArray().Count.ShouldBeGreaterThan(0);
        }

        decimal paid = orders.SelectMany(order => order!["fills"]!.AsArray(), (order, fill) => (order, fill))
            .Sum(pair => Fee(pair.order!, pair.fill!));
        paid.ShouldBeGreaterThan(0m, "the paper exchange takes its fee in what is bought");
        Number(run["feesInQuote"]!).ShouldBe(paid);

        string id = run["id"]!.GetValue<string>();
        (await server.GetAsync($"api/v1/runs/{id}"))["id"]!.GetValue<string>().ShouldBe(id);
    }

    [Fact]
    public async Task A_halt_stops_the_portfolio_and_a_resume_lets_it_go_on()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        using HttpResponseMessage halted = await server.PostAsync("api/v1/halt", new { reason = "tested" });
        halted.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("api/v1/portfolios/core"))["halt"]!["why"]!["sentence"]!.GetValue<string>()
            .ShouldBe("tested");
        using HttpResponseMessage resumed = await server.PostAsync("api/v1/resume", new { reason = "tested" });
        resumed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("api/v1/portfolios/core"))["halt"].ShouldBeNull();
    }

    [Fact]
    public async Task Answers_a_missing_hash_and_an_unknown_portfolio_with_what_is_wrong()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        object wish = new { planId = "plan-0123456789abcdef", planHash = (string?)null };
        using HttpResponseMessage hashless = await server.PostAsync("api/v1/runs", wish, "k");
        hashless.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using HttpResponseMessage unknown = await server.PostAsync("api/v1/halt", new { portfolio = "nobody" });
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null, "plan-0123456789abcdef", HttpStatusCode.BadRequest, "idempotency-key-needed")]
    [InlineData("k", "plan-of-another", HttpStatusCode.Conflict, "plan-mismatch")]
    [InlineData("k", "plan-0123456789abcdef", HttpStatusCode.Conflict, "")]
    public async Task Refuses_to_start_what_was_not_planned(
        string? key, string planId, HttpStatusCode status, string code)
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        await server.UntilAsync(view => view.LastRecovery is not null);
        object wish = new { planId, planHash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" };
        using HttpResponseMessage response = await server.PostAsync("api/v1/runs", wish, key);
        response.StatusCode.ShouldBe(status);
        string said = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["code"]!.GetValue<string>();
        said.ShouldContain(code);
    }

    [Fact]
    public async Task A_plan_is_carried_out_once_however_often_it_is_asked_for()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        await server.UntilAsync(view => view.Runs.Any(run => run.Status == RunStatus.Completed));
        string tighter = Ballast.Core.Policies.DefaultPolicy.Text
            .Replace("\"BTC\": 0.40", "\"BTC\": 0.20", StringComparison.Ordinal)
            .Replace("\"ETH\": 0.30", "\"ETH\": 0.50", StringComparison.Ordinal)
            .Replace("\"checkEvery\": \"1h\"", "\"checkEvery\": \"30d\"", StringComparison.Ordinal);
        using HttpResponseMessage changed = await server.Http.PutAsync(
            "api/v1/portfolios/core", new StringContent(tighter, Encoding.UTF8, "application/json"), Cancellation);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync(Cancellation));
        using HttpResponseMessage planned = await server.PostAsync("api/v1/plans", new { portfolio = "core" });
        JsonNode reply = (await planned.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        reply["outcome"]!.GetValue<string>().ShouldBe("planned", reply.ToJsonString());
        object wish = new
        {
            planId = reply["plan"]!["id"]!.GetValue<string>(),
            planHash = reply["plan"]!["hash"]!.GetValue<string>(),
        };

        using HttpResponseMessage first = await server.PostAsync("api/v1/runs", wish, "key-1");
        using HttpResponseMessage again = await server.PostAsync("api/v1/runs", wish, "key-1");
        using HttpResponseMessage other = await server.PostAsync("api/v1/runs", wish, "key-2");
        first.StatusCode.ShouldBe(HttpStatusCode.Accepted, await first.Content.ReadAsStringAsync(Cancellation));
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await IdAsync(again)).ShouldBe(await IdAsync(first));
    }

    private static async Task<string> IdAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["id"]!.GetValue<string>();

    private static decimal Fee(JsonNode order, JsonNode fill)
    {
        bool isInBase = fill["feeAsset"]!.GetValue<string>() != "USDC";
        order["symbol"]!.GetValue<string>().ShouldStartWith(isInBase ? fill["feeAsset"]!.GetValue<string>() : "");
        return Number(fill["fee"]!) * (isInBase ? Number(fill["price"]!) : 1m);
    }

    private static decimal Number(JsonNode text) =>
        decimal.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);
}
