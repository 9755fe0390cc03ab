using System.Text;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Hosting;
using Ballast.Server.Installations;

namespace Ballast.Server.Tests.Features;

/// <summary>Perpetuals of the embedded exchange's agent, opened as an agent does, and as a hedge.</summary>
public sealed class ExposureEndpointsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_perpetuals_of_an_account_are_listed_with_margin_liquidation_and_purpose()
    {
        await using RunningServer server = await RunningServer.IdleAsync();
        JsonNode before = await server.GetAsync("api/v1/exposures");
        before["items"]!.AsArray().Select(item => (string)item!["id"]!).ShouldBe(["purpleflea"]);
        before["items"]![0]!["positions"]!.AsArray().ShouldBeEmpty();

        await OpenAsync(server, """
            {"agent_id":"demo","market":"ETH-PERP","side":"short","notional_usdc":50,"leverage":5,"purpose":"hedge"}
            """);

        JsonNode account = (await server.GetAsync("api/v1/exposures"))["items"]![0]!;
        account["fault"].ShouldBeNull();
        JsonNode position = account["positions"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)position["symbol"]!, (string)position["side"]!, (string)position["purpose"]!)
            .ShouldBe(("ETH-PERP", "short", "hedge"));
        CanonicalDecimal.Parse((string)position["margin"]!)
            .ShouldBe(10m, 0.01m, "50 at five times its margin");
        position["distance"]!.GetValue<decimal>().ShouldBeInRange(0.1m, 0.25m, "a fifth less what it must keep");
        position["fundingRate"].ShouldBeNull("the agent's API does not tell it");
    }

    // The agent's services are on target from the start, so that the hedge is all that is traded.
    [Fact]
    public async Task A_hedge_is_opened_and_shown_with_its_order_and_so_is_its_position()
    {
        await using RunningServer server = await RunningServer.StartedAsync();
        using StringContent policy = new(
            """
            { "portfolio": "hedged", "quote": "USDC", "accounts": ["purpleflea"],
              "target": { "weights": { "casino": 0.2, "trading": 0.2, "wallet": 0.1, "domains": 0.1, "escrow": 0.1,
                "USDC": 0.3 } },
              "trigger": { "checkEvery": "5m", "band": { "absolute": 0.1 } },
              "hedges": { "wallet": { "account": "purpleflea", "market": "ETH-PERP", "maxMargin": 150 } } }
            """,
            Encoding.UTF8,
            "application/json");
        using HttpResponseMessage created = await server.Http.PostAsync("api/v1/portfolios", policy, Cancellation);
        created.EnsureSuccessStatusCode();

        JsonNode hedge = await UntilDoneAsync(server);

        ((string)hedge["purpose"]!, (string)hedge["market"]!, (string)hedge["account"]!)
            .ShouldBe(("hedge:wallet", "ETH-PERP", "purpleflea"));
        ((string)hedge["last"]!["step"]!, (string)hedge["last"]!["side"]!).ShouldBe(("open", "short"));
        CanonicalDecimal.Parse((string)hedge["last"]!["notional"]!).ShouldBe(100m, 10m, "all of what the wallet holds");
        JsonNode position = (await server.GetAsync("api/v1/exposures"))["items"]![0]!["positions"]![0]!;
        ((string)position["purpose"]!, (string)position["side"]!).ShouldBe(("hedge:wallet", "short"));
    }

    private static async Task<JsonNode> UntilDoneAsync(RunningServer server)
    {
        while (true)
        {
            Task next = server.Journal.NextAppend;
            JsonNode hedge = (await server.GetAsync("api/v1/portfolios/hedged"))["hedges"]![0]!;
            if ((string?)hedge["last"]?["state"] == "done")
            {
                return hedge;
            }

            await next.WaitAsync(Cancellation);
        }
    }

    private static async Task OpenAsync(RunningServer server, string order)
    {
        EmbeddedExchange exchange = server.Installation.Exchange!;
        await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(exchange.Venue, 0, exchange.Clocks);
        using HttpClient agent = new();
        agent.DefaultRequestHeaders.Authorization = new("Bearer", "paper");
        using StringContent body = new(order, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await agent.PostAsync(
            new Uri(host.Address, "/purpleflea/api/v1/trading/order"), body, Cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
