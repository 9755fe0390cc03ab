using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Ballast.Server.Tests.Features;

public sealed class PriceEndpointsTests
{
    [Fact]
    public async Task Takes_a_persons_word_for_a_price_into_the_journal()
    {
        await using RunningServer server = await RunningServer.StartedAsync();

        using HttpResponseMessage response = await server.PostAsync(
            "api/v1/portfolios/core/prices",
            new { asset = "BTC", price = "64000.5", reason = "seen elsewhere", actor = "ann" });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode journal = await server.GetAsync("api/v1/journal?limit=1000");
        string entry = journal["items"]!.AsArray().Single(item => item!["kind"]!.GetValue<string>()
            == "price-confirmed")!.ToJsonString();
        entry.ShouldContain("64000.5");
        entry.ShouldContain("seen elsewhere");
        entry.ShouldContain("ann");
    }

    [Theory]
    [InlineData("DOGE", "1", "not-priced")]
    [InlineData("USDC", "1", "not-priced")]
    [InlineData("BTC", "0", "price-absurd")]
    public async Task Refuses_a_price_that_nobody_asks_for_or_that_cannot_be(string asset, string price, string code)
    {
        await using RunningServer server = await RunningServer.StartedAsync();

        using HttpResponseMessage response =
            await server.PostAsync("api/v1/portfolios/core/prices", new { asset, price });

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        JsonNode problem =
            (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
        problem["code"]!.GetValue<string>().ShouldBe(code);
    }
}
