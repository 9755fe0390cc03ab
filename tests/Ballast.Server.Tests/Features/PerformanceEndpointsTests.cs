using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Reports.Shadows;

namespace Ballast.Server.Tests.Features;

public sealed class PerformanceEndpointsTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_the_books_that_are_asked_for_beside_the_live_one_at_the_same_prices()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        await server.UntilAsync(view => view.Shadows is { } books && books.At > books.Since);

        JsonNode plain = await server.GetAsync("api/v1/performance");
        plain["books"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe("hold");

        JsonNode all = await server.GetAsync("api/v1/portfolios/core/performance?books=all");
        decimal live = all["compared"]!["return"]!.GetValue<decimal>();
        all["books"]!.AsArray().Select(book => book!["id"]!.GetValue<string>())
            .ShouldBe(ShadowRules.All.Select(ShadowRules.NameOf));
        foreach (JsonNode? book in all["books"]!.AsArray())
        {
            book!["liveAhead"]!.GetValue<decimal>()
                .ShouldBe(live - book["return"]!.GetValue<decimal>(), 1e-15m);
            Number(book["value"]!).ShouldBeGreaterThan(0m);
        }

        JsonNode two = await server.GetAsync("api/v1/performance?books=monthly,constant-mix");
        two["books"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Shows_expected_against_realised_price_by_venue()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        await server.UntilAsync(view => view.Runs.Any(run => run.EndedAt is not null));
        JsonNode venue = (await server.GetAsync("api/v1/performance"))["execution"]!.AsArray()
            .ShouldHaveSingleItem()!;
        venue["id"]!.GetValue<string>().ShouldBe("paper");
        venue["accounts"]!.AsArray().Select(account => account!.GetValue<string>()).ShouldBe(["paper"]);
        venue["orders"]!.GetValue<int>().ShouldBe(3);
        decimal notional = Number(venue["notional"]!);
        notional.ShouldBeGreaterThan(0m);
        venue["feeBps"]!.GetValue<decimal>().ShouldBe(Number(venue["fees"]!) * 10_000m / notional, 1e-9m);
    }

    [Fact]
    public async Task Says_which_books_there_are_where_another_one_is_asked_for()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        using HttpResponseMessage refused =
            await server.Http.GetAsync("api/v1/performance?books=hold,weekly", Cancellation);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode problem = (await refused.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        problem["code"]!.GetValue<string>().ShouldBe("book-unknown");
        problem["detail"]!.GetValue<string>().ShouldContain("constant-mix");
    }

    private static decimal Number(JsonNode node) =>
        decimal.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture);
}
