using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

/// <summary>The same over a socket, on the port of the exchange's other faces.</summary>
public sealed class FleaAgentTests : IAsyncLifetime
{
    private readonly FleaRig rig = new();
    private PaperExchangeHost? host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        host = await PaperExchangeHost.StartAsync(
            rig.Venue, 0, new ExchangeClocks(rig.Clock, TimeProvider.System));

    public async ValueTask DisposeAsync()
    {
        await host!.DisposeAsync();
        rig.Dispose();
    }

    // Trading wants 250 and domains 100 of the reserve's 300, before the casino gives 150.
    [Fact]
    public async Task An_agent_that_does_not_order_its_movements_reaches_its_targets()
    {
        Dictionary<string, decimal> targets = new()
        {
            ["trading"] = 0.45m,
            ["domains"] = 0.20m,
            ["casino"] = 0.05m,
            ["wallet"] = 0.10m,
            ["escrow"] = 0.10m,
            ["reserve"] = 0.10m,
        };
        using HttpClient http = Client("paper");
        SampleAgent agent = new(http, targets);
        int runs = 0;
        while (await agent.RunAsync(Cancellation) > 0)
        {
            runs++;
            runs.ShouldBeLessThan(10);
        }

        agent.Refusals.ShouldBeGreaterThan(0, "the reserve was too small for all at once");
        foreach ((string service, decimal target) in targets)
        {
            rig.Balance(service == "reserve" ? "available" : service).ShouldBe(target * 1000m, 30m * target);
        }

        rig.ShouldBalance();
    }

    [Fact]
    public async Task Both_faces_answer_on_one_port()
    {
        using HttpClient http = new() { BaseAddress = host!.Address };
        using HttpResponseMessage ping = await http.GetAsync("/api/v3/ping", Cancellation);
        using HttpResponseMessage stranger =
            await http.GetAsync("/purpleflea/api/v1/agents/demo/portfolio", Cancellation);
        using HttpClient agent = Client("paper");
        using HttpResponseMessage nothing = await agent.GetAsync("no/such", Cancellation);

        (ping.StatusCode, stranger.StatusCode, nothing.StatusCode)
            .ShouldBe((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Amounts_are_json_numbers_and_positions_have_names()
    {
        using HttpClient http = Client("paper");
        using HttpResponseMessage ordered = await http.PostAsJsonAsync("trading/order", new
        {
            agent_id = "demo",
            market = "BTC-PERP",
            side = "short",
            notional_usdc = 50.5,
            leverage = 2,
            order_type = "market",
            purpose = "hedge",
        }, Cancellation);
        JsonElement order = await ordered.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        order.GetProperty("fill_price").ValueKind.ShouldBe(JsonValueKind.Number);
        string position = order.GetProperty("position_id").GetString()!;

        using HttpResponseMessage closed =
            await http.DeleteAsync(new Uri($"trading/positions/{position}", UriKind.Relative), Cancellation);

        closed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await closed.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("realized_pnl_usdc")
            .GetDecimal().ShouldBeLessThan(0m, "the spread");
    }

    private HttpClient Client(string key)
    {
        HttpClient http = new() { BaseAddress = new Uri(host!.Address, "/purpleflea/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }
}
