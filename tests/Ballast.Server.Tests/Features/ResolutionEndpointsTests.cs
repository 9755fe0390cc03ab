using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Ballast.Server.Tests.Features;

public sealed class ResolutionEndpointsTests
{
    private const string NoOrder = "00000000000000000000000000000001";

    [Theory]
    [InlineData("""{"kind":"change","as":"gain","reason":"x"}""", 409, "no-open-change")]
    [InlineData($$"""{"kind":"order","order":"{{NoOrder}}","reason":"x"}""", 409, "not-quarantined")]
    [InlineData("""{"kind":"order","order":"x","reason":"x"}""", 400, "resolution-incomplete")]
    [InlineData("""{"kind":"change","reason":"x"}""", 400, "resolution-incomplete")]
    [InlineData("""{"kind":"change","as":"gain","reason":" "}""", 400, "resolution-incomplete")]
    [InlineData("""{"kind":"change","as":"gain","reason":"x","portfolio":"other"}""", 404, "no-such-portfolio")]
    public async Task Refuses_a_word_that_is_incomplete_or_that_nothing_waits_for(string wish, int status, string code)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using RunningServer server = await RunningServer.StartedAsync();
        using StringContent body = new(wish, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await server.Http.PostAsync("api/v1/resolutions", body, cancellation);
        ((int)answer.StatusCode).ShouldBe(status);
        JsonNode problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation))!;
        problem["code"]!.GetValue<string>().ShouldBe(code);
        (await server.GetAsync("api/v1/portfolios/core"))["quarantined"]!.AsArray().ShouldBeEmpty();
    }
}
