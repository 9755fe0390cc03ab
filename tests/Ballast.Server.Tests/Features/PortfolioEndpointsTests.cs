using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ballast.Core.Policies;

namespace Ballast.Server.Tests.Features;

public sealed class PortfolioEndpointsTests
{
    private const string Second = """
        { "portfolio": "second", "quote": "USDC", "accounts": ["paper-2"], // comments are allowed
          "target": { "weights": { "BTC": 0.5, "USDC": 0.5 } },
          "trigger": { "checkEvery": "1h", "band": { "absolute": 0.05 } } }
        """;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creates_reads_changes_and_removes_a_portfolio()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        using HttpResponseMessage created = await SendAsync(server, HttpMethod.Post, "api/v1/portfolios", Second);
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        created.Headers.Location!.ToString().ShouldBe("/api/v1/portfolios/second");
        (await server.GetAsync("api/v1/portfolios"))["items"]!.AsArray()
            .Select(item => item!["id"]!.GetValue<string>()).ShouldBe(["core", "second"]);

        string wider = Second.Replace("0.05", "0.1", StringComparison.Ordinal);
        using HttpResponseMessage changed = await SendAsync(server, HttpMethod.Put, "api/v1/portfolios/second", wider);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode read = await server.GetAsync("api/v1/portfolios/second");
        read["policy"]!["trigger"]!["band"]!["absolute"]!.GetValue<decimal>().ShouldBe(0.1m);

        using HttpResponseMessage removed = await server.Http.DeleteAsync("api/v1/portfolios/second", Cancellation);
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage gone = await server.Http.GetAsync("api/v1/portfolios/second", Cancellation);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Refuses_a_faulty_policy_with_path_value_and_what_is_allowed_and_changes_nothing()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        string hash = (await server.GetAsync("api/v1/portfolios/core"))["policyHash"]!.GetValue<string>();
        string faulty = DefaultPolicy.Text.Replace("0.40", "1.40", StringComparison.Ordinal);
        faulty.ShouldNotBe(DefaultPolicy.Text);
        using HttpResponseMessage response = await SendAsync(server, HttpMethod.Put, "api/v1/portfolios/core", faulty);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode problem = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        problem["code"]!.GetValue<string>().ShouldBe("policy-refused");
        JsonNode fault = problem["errors"]![0]!;
        fault["path"]!.GetValue<string>().ShouldStartWith("$.target");
        fault["allowed"]!.GetValue<string>().ShouldNotBeEmpty();
        (await server.GetAsync("api/v1/portfolios/core"))["policyHash"]!.GetValue<string>().ShouldBe(hash);
    }

    [Fact]
    public async Task Refuses_a_portfolio_on_an_account_that_another_one_uses()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        string taken = Second.Replace("paper-2", "paper", StringComparison.Ordinal);
        using HttpResponseMessage response = await SendAsync(server, HttpMethod.Post, "api/v1/portfolios", taken);
        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Refuses_a_body_beyond_the_limit()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        string huge = new(' ', 300 * 1024);
        using HttpResponseMessage response = await SendAsync(server, HttpMethod.Post, "api/v1/portfolios", huge);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Shows_money_as_text_and_weights_as_numbers_in_a_snapshot()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        await server.UntilAsync(view => view.Snapshot is not null && view.Drift.Length == 4);
        JsonNode snapshot = await server.GetAsync("api/v1/portfolios/core/snapshot");
        CanonicalValue(snapshot["value"]!).ShouldBeGreaterThan(0m);
        JsonArray items = snapshot["items"]!.AsArray();
        items.Count.ShouldBe(4);
        items.Sum(item => item!["weight"]!.GetValue<decimal>()).ShouldBe(1m, 1e-20m);
    }

    [Fact]
    public async Task Shows_no_target_and_no_drift_while_none_is_known_and_says_why()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        await server.UntilAsync(view => view.Drift.Length == 4);
        (await server.GetAsync("api/v1/portfolios/core/snapshot"))["noTarget"].ShouldBeNull();
        using HttpResponseMessage changed = await SendAsync(server, HttpMethod.Put, "api/v1/portfolios/core", """
            { "portfolio": "core", "quote": "USDC", "accounts": ["paper"],
              "target": { "external": { "file": "gone.json", "assets": ["BTC", "ETH", "SOL", "USDC"] } },
              "trigger": { "checkEvery": "1h", "band": { "absolute": 0.05 } } }
            """);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.UntilAsync(view => view.Target is { Held: not null });

        JsonNode snapshot = await server.GetAsync("api/v1/portfolios/core/snapshot");
        snapshot["noTarget"]!["sentence"]!.GetValue<string>().ShouldContain("gone.json");
        snapshot["worstDriftOfBand"].ShouldBeNull();
        foreach (JsonNode? item in snapshot["items"]!.AsArray())
        {
            item!["target"].ShouldBeNull();
            item["drift"].ShouldBeNull();
            item["isInsideBand"].ShouldBeNull();
            item["weight"]!.GetValue<decimal>().ShouldBeGreaterThanOrEqualTo(0m);
        }
    }

    private static decimal CanonicalValue(JsonNode text) =>
        Ballast.Core.Amounts.CanonicalDecimal.Parse(text.GetValue<string>());

    private static Task<HttpResponseMessage> SendAsync(
        RunningServer server, HttpMethod method, string address, string policy) =>
        server.Http.SendAsync(
            new HttpRequestMessage(method, address)
            {
                Content = new StringContent(policy, Encoding.UTF8, "application/json"),
            },
            Cancellation);
}
