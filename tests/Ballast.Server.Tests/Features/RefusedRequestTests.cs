using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Ballast.Server.Tests.Features;

/// <summary>Requests that are wrong in themselves: said in words of the API, and described in its document.</summary>
public sealed class RefusedRequestTests(IdleServer idle) : IClassFixture<IdleServer>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("journal?after=abc", "parameter-unknown", "'after'", "cursor, limit")]
    [InlineData("journal?limit=many", "parameter-malformed", "limit is 'many'", "whole number")]
    [InlineData("journal?limit=1&limit=2", "parameter-repeated", "'limit'", "once")]
    [InlineData("runs?status=foo", "parameter-unknown", "'status'", "portfolio, cursor, limit")]
    [InlineData("portfolios?name=core", "parameter-unknown", "'name'", "takes none")]
    [InlineData("portfolios/core/performance?portfolio=core", "parameter-unknown", "'portfolio'", "books")]
    [InlineData("events?after=x", "parameter-malformed", "after is 'x'", "whole number")]
    public async Task A_parameter_that_is_not_known_or_not_readable_is_named_with_those_there_are(
        string address, string code, string what, string allowed)
    {
        using HttpResponseMessage response = await idle.Server.Http.GetAsync($"api/v1/{address}", Cancellation);

        JsonNode problem = await ProblemOfAsync(response, HttpStatusCode.BadRequest);
        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem["detail"]!.GetValue<string>().ShouldContain(what);
        problem["detail"]!.GetValue<string>().ShouldContain(allowed);
    }

    [Theory]
    [InlineData("halt", "{\"portfolio\": 5}", "$.portfolio is 5; allowed is a text")]
    [InlineData("halt", "{\"portfolios\": \"core\"}", "$.portfolios is not known; allowed is an object of portfolio")]
    [InlineData("halt", "[1]", "$ is [1]")]
    [InlineData("halt", "{\"reason\": \"a\", \"reason\": \"b\"}", "$.reason is there twice")]
    [InlineData("halt", "{\"reason\"", "the body is not JSON at line 1")]
    [InlineData("runs", "", "there is no body")]
    [InlineData("runs", "{\"planId\": \"x\"}", "$.planHash missing")]
    [InlineData("resolutions", "{\"kind\": \"all\"}", "$.kind is \"all\"; allowed is one of \"order\", \"change\"")]
    [InlineData("portfolios/core/prices", "{\"price\": 64000}", "$.price is 64000; allowed is a plain decimal number")]
    [InlineData("portfolios/core/prices", "{\"asset\": \"!\"}", "$.asset is \"!\"; allowed is an asset's name")]
    public async Task A_body_that_cannot_be_read_is_answered_with_field_value_and_what_is_allowed(
        string address, string body, string words)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");

        using HttpResponseMessage response =
            await idle.Server.Http.PostAsync($"api/v1/{address}", content, Cancellation);

        string detail = (await ProblemOfAsync(response, HttpStatusCode.BadRequest))["detail"]!.GetValue<string>();
        detail.ShouldContain(words);
        detail.ShouldNotContain("System.");
        detail.ShouldNotContain("Ballast.");
        detail.ShouldNotContain("BytePosition");
    }

    [Fact]
    public async Task A_body_that_is_too_large_has_a_code_of_its_own()
    {
        using StringContent content = new(new string(' ', 300_000), Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await idle.Server.Http.PostAsync("api/v1/halt", content, Cancellation);

        JsonNode problem = await ProblemOfAsync(response, HttpStatusCode.RequestEntityTooLarge);
        problem["code"]!.GetValue<string>().ShouldBe("body-too-large");
        problem["title"]!.GetValue<string>().ShouldBe("body too large");
        problem["detail"]!.GetValue<string>().ShouldContain("262144 bytes");
    }

    [Fact]
    public async Task The_description_lists_what_each_operation_refuses_with_and_requires_nothing_that_is_optional()
    {
        JsonNode document = await idle.Server.GetAsync("openapi/v1.json");

        JsonNode paths = document["paths"]!;
        Statuses(paths["/api/v1/runs"]!["post"]!).ShouldBe(["400", "404", "409", "413", "415", "422", "503"]);
        Statuses(paths["/api/v1/journal"]!["get"]!).ShouldBe(["400"]);
        Statuses(paths["/api/v1/portfolios/{id}/snapshot"]!["get"]!).ShouldBe(["404", "503"]);
        paths["/api/v1/runs"]!["post"]!["responses"]!["409"]!["content"]!["application/problem+json"].ShouldNotBeNull();
        foreach ((string path, JsonNode? operations) in paths.AsObject())
        {
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            {
                bool hasOwn = path.StartsWith("/api", StringComparison.Ordinal)
                    && (path, method) != ("/api/v1/portfolios", "get");
                Statuses(operation!).Any().ShouldBe(hasOwn, $"{method} {path}");
            }
        }

        document["components"]!["schemas"]!["PlanWish"]!["required"].ShouldBeNull();
    }

    private static IEnumerable<string> Statuses(JsonNode operation) =>
        operation["responses"]!.AsObject().Select(answer => answer.Key)
            .Where(status => status[0] is '4' or '5').Order();

    private static async Task<JsonNode> ProblemOfAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }
}
