using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ballast.Testing.Receivers;

namespace Ballast.Server.Tests.Features;

/// <summary>The steps to real money over REST, at a server whose money is paper.</summary>
public sealed class GoingLiveEndpointsTests
{
    [Fact]
    public async Task An_inspection_says_what_is_well_and_what_is_not_and_goes_on_record()
    {
        await using RunningServer server = await RunningServer.StartedAsync();

        using HttpResponseMessage response = await server.PostAsync("api/v1/accounts/paper/inspections", new { });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode found = await BodyOf(response);
        Codes(found["proven"]!).ShouldBe(["keys", "clock", "client-ids"]);
        Codes(found["faults"]!).ShouldBe(["permissions"]);
        (await KindsAsync(server)).ShouldContain("account-inspected");
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_not_found()
    {
        await using RunningServer server = await RunningServer.StartedAsync();

        using HttpResponseMessage response = await server.PostAsync("api/v1/accounts/other/inspections", new { });

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_test_message_that_reached_the_owner_goes_on_record_and_one_that_did_not_does_not()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using RunningServer server = await RunningServer.StartedAsync();
        using HttpResponseMessage unnamed = await server.PostAsync("api/v1/notices/tests", new { });
        unnamed.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await File.WriteAllTextAsync(
            Path.Combine(server.Installation.DataDirectory, "notify.jsonc"),
            $$"""
            { "channels": [ { "kind": "webhook", "name": "ops", "url": "{{receiver.Address}}",
                "network": "private" } ] }
            """,
            TestContext.Current.CancellationToken);

        receiver.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        using HttpResponseMessage lost = await server.PostAsync("api/v1/notices/tests", new { });
        (await BodyOf(lost))["items"]![0]!["result"]!.GetValue<string>().ShouldBe("notDelivered");
        (await KindsAsync(server)).ShouldNotContain("owner-reached");

        receiver.Answer = _ => Task.CompletedTask;
        using HttpResponseMessage sent = await server.PostAsync("api/v1/notices/tests", new { });
        (await BodyOf(sent))["items"]![0]!["result"]!.GetValue<string>().ShouldBe("delivered");
        (await KindsAsync(server)).ShouldContain("owner-reached");
        JsonNode channel = (await server.GetAsync("api/v1/journal?limit=1000"))["items"]!.AsArray()
            .Single(item => item!["kind"]!.GetValue<string>() == "owner-reached")!["payload"]!["channels"]![0]!;
        channel["name"]!.GetValue<string>().ShouldBe("ops");
        channel["mark"]!.GetValue<string>().Length.ShouldBe(32);
        receiver.Letters[^1].Body.ShouldContain("this is what Ballast sounds like");
    }

    [Fact]
    public async Task A_trial_is_waived_by_the_exact_phrase_alone()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        const string Path = "api/v1/portfolios/core/trial-waivers";

        using HttpResponseMessage wrong = await server.PostAsync(Path, new { phrase = "yes", actor = "ann" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await BodyOf(wrong))["code"]!.GetValue<string>().ShouldBe("phrase-differs");
        using HttpResponseMessage right =
            await server.PostAsync(Path, new { phrase = "trade core without its trial", actor = "ann" });
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await KindsAsync(server)).Count(kind => kind == "trial-waived").ShouldBe(1);
    }

    [Fact]
    public async Task Paper_money_has_nothing_between_it_and_trading()
    {
        await using RunningServer server = await RunningServer.StartedAsync();

        JsonNode portfolio = await server.GetAsync("api/v1/portfolios/core");

        portfolio["live"].ShouldBeNull();
    }

    private static async Task<JsonNode> BodyOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

    private static string[] Codes(JsonNode reasons) =>
        [.. reasons.AsArray().Select(reason => reason!["code"]!.GetValue<string>())];

    private static async Task<string[]> KindsAsync(RunningServer server) =>
        [.. (await server.GetAsync("api/v1/journal?limit=1000"))["items"]!.AsArray()
            .Select(item => item!["kind"]!.GetValue<string>())];
}
