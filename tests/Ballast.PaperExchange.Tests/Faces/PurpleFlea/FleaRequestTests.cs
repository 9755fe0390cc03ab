using System.Text.Json;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.PurpleFlea;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

/// <summary>Requests and shapes as the agent services API lists them.</summary>
public sealed class FleaRequestTests : IDisposable
{
    private readonly FleaRig rig = new();

    public void Dispose() => rig.Dispose();

    // 200 + 200 + 100 + 100 + 100 + 300; the wallet is 40 USDC and three coins of 20 each.
    [Fact]
    public void An_agent_begins_with_a_thousand_over_six_services()
    {
        FleaReply portfolio = rig.Get("/agents/demo/portfolio");

        portfolio.Status.ShouldBe(200);
        portfolio.Body.GetRawText().ShouldBe(
            """{"casino_balance":200,"trading_balance":200,"wallet_balance":100,"domains_balance":100,"""
            + """ "escrow_balance":100,"available_balance":300}""".TrimStart());
        JsonElement wallet = rig.Get("/wallet/balances?agent_id=demo").Body.GetProperty("balances");
        wallet.GetRawText().ShouldBe("""{"BTC":0.0004,"ETH":0.008,"SOL":0.2,"USDC":40}""");
    }

    [Theory]
    [InlineData("casino", "increase", 50, 250, 250)]
    [InlineData("casino", "decrease", 50.25, 149.75, 350.25)]
    [InlineData("trading", "increase", 300, 500, 0)]
    [InlineData("wallet", "decrease", 40, 60, 340)]
    [InlineData("escrow", "decrease", 100, 0, 400)]
    [InlineData("domains", "increase", 0.00000001, 100.00000001, 299.99999999)]
    public void A_movement_goes_between_a_service_and_the_reserve(
        string service, string direction, double amount, double left, double reserve)
    {
        FleaReply moved = rig.Post("/agents/demo/rebalance", Movement(service, direction, (decimal)amount));

        moved.Status.ShouldBe(200);
        (moved.Text("service"), moved.Text("direction"), moved.Text("reason")).ShouldBe((service, direction, "drift"));
        moved.Number("amount_usdc").ShouldBe((decimal)amount);
        rig.Balance(service).ShouldBe((decimal)left);
        rig.Balance("available").ShouldBe((decimal)reserve);
        rig.ShouldBalance();
    }

    [Fact]
    public void The_reserve_is_accepted_as_a_service_and_moves_nothing()
    {
        string before = rig.Get("/agents/demo/portfolio").Body.GetRawText();

        FleaReply moved = rig.Post("/agents/demo/rebalance", Movement("reserve", "decrease", 5000m));

        (moved.Status, moved.Number("moved_usdc")).ShouldBe((200, 0m));
        rig.Get("/agents/demo/portfolio").Body.GetRawText().ShouldBe(before);
    }

    [Theory]
    [InlineData("casino", "increase", 300.01, 300)]
    [InlineData("casino", "decrease", 200.01, 200)]
    [InlineData("wallet", "decrease", 41, 40)]
    public void A_source_that_is_too_small_is_named_with_what_it_has(
        string service, string direction, double amount, double available)
    {
        string before = rig.Get("/agents/demo/portfolio").Body.GetRawText();

        FleaReply refused = rig.Post("/agents/demo/rebalance", Movement(service, direction, (decimal)amount));

        (refused.Status, refused.Number("available")).ShouldBe((409, (decimal)available));
        rig.Get("/agents/demo/portfolio").Body.GetRawText().ShouldBe(before);
        rig.Venue.Record().Agents.Entries.ShouldAllBe(entry => entry.Kind == Services.AgentEntryKind.Opening);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("Bearer stranger")]
    [InlineData("paper")]
    [InlineData("Basic paper")]
    public void A_missing_or_wrong_key_is_401_on_every_path(string authorization)
    {
        rig.Ask("GET", "/agents/demo/portfolio", "", authorization).Status.ShouldBe(401);
        rig.Ask("GET", "/prices?assets=BTC", "", authorization).Status.ShouldBe(401);
        rig.Ask("POST", "/agents/demo/rebalance", Movement("casino", "increase", 1m), authorization)
            .Status.ShouldBe(401);
        rig.Balance("casino").ShouldBe(200m);
    }

    [Theory]
    [InlineData("GET", "/agents/other/portfolio", "")]
    [InlineData("GET", "/agents/other/returns?days=3", "")]
    [InlineData("GET", "/agents/nobody/portfolio", "")]
    [InlineData("POST", "/agents/other/rebalance",
        """{"service":"casino","direction":"increase","amount_usdc":1,"reason":""}""")]
    [InlineData("GET", "/trading/positions?agent_id=other", "")]
    [InlineData("GET", "/wallet/balances?agent_id=other", "")]
    [InlineData("POST", "/trading/order",
        """
        {"agent_id":"other","market":"BTC-PERP","side":"long","notional_usdc":10,"leverage":1,"order_type":"market"}
        """)]
    [InlineData("POST", "/wallet/buy", """{"agent_id":"other","asset":"BTC","quantity":0.0001,"reason":"x"}""")]
    [InlineData("DELETE", "/trading/positions/pos-1", "")]
    [InlineData("GET", "/no/such/path", "")]
    public void A_foreign_agent_and_a_thing_that_is_not_there_are_404(string method, string path, string body) =>
        rig.Ask(method, path, body, "Bearer paper").Status.ShouldBe(404);

    [Theory]
    [InlineData("/agents/demo/rebalance", """{"direction":"increase","amount_usdc":1}""", "service")]
    [InlineData("/agents/demo/rebalance", """{"service":"bank","direction":"increase","amount_usdc":1}""", "service")]
    [InlineData("/agents/demo/rebalance", """{"service":3,"direction":"increase","amount_usdc":1}""", "service")]
    [InlineData("/agents/demo/rebalance", """{"service":"casino","amount_usdc":1}""", "direction")]
    [InlineData("/agents/demo/rebalance", """{"service":"casino","direction":"up","amount_usdc":1}""", "direction")]
    [InlineData("/agents/demo/rebalance", """{"service":"casino","direction":"increase"}""", "amount_usdc")]
    [InlineData("/agents/demo/rebalance",
        """{"service":"casino","direction":"increase","amount_usdc":"1"}""", "amount_usdc")]
    [InlineData("/agents/demo/rebalance",
        """{"service":"casino","direction":"increase","amount_usdc":0}""", "amount_usdc")]
    [InlineData("/agents/demo/rebalance",
        """{"service":"casino","direction":"increase","amount_usdc":-5}""", "amount_usdc")]
    [InlineData("/agents/demo/rebalance",
        """{"service":"casino","direction":"increase","amount_usdc":1e400}""", "amount_usdc")]
    [InlineData("/agents/demo/rebalance",
        """{"service":"casino","direction":"increase","amount_usdc":0.000000001}""", "amount_usdc")]
    [InlineData("/agents/demo/rebalance",
        """{"service":"casino","direction":"increase","amount_usdc":1,"reason":["x"]}""", "reason")]
    [InlineData("/agents/demo/rebalance", "", "body")]
    [InlineData("/agents/demo/rebalance", "[1]", "body")]
    [InlineData("/agents/demo/rebalance", "{\"service\":", "body")]
    [InlineData("/agents/demo/rebalance", """{"amount_usdc":1,"amount_usdc":2}""", "body")]
    [InlineData("/agents/demo/rebalance", "{\"service\":\"\\ud800\"}", "service")]
    [InlineData("/agents/demo/rebalance", """{"service":"casino","direction":"increase","amount_usdc":NaN}""", "body")]
    [InlineData("/trading/order", """{"market":"BTC-PERP","side":"long","notional_usdc":10}""", "agent_id")]
    [InlineData("/trading/order", """{"agent_id":"demo","side":"long","notional_usdc":10}""", "market")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"DOGE-PERP","side":"long","notional_usdc":10}""", "market")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"BTC","side":"long","notional_usdc":10}""", "market")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"BTC-PERP","side":"up","notional_usdc":10}""", "side")]
    [InlineData("/trading/order", """{"agent_id":"demo","market":"BTC-PERP","side":"long"}""", "notional_usdc")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":0.5}""", "notional_usdc")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":10,"leverage":0}""", "leverage")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":10,"leverage":51}""", "leverage")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":10,"order_type":"stop"}""",
        "order_type")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":10,"order_type":"limit"}""",
        "limit_price")]
    [InlineData("/trading/order",
        """
        {"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":10,"order_type":"limit","limit_price":1}
        """,
        "limit_price")]
    [InlineData("/trading/order",
        """{"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":10,"reduce_only":true}""",
        "reduce_only")]
    [InlineData("/wallet/buy", """{"agent_id":"demo","asset":"DOGE","quantity":1,"reason":"x"}""", "asset")]
    [InlineData("/wallet/buy", """{"agent_id":"demo","asset":"USDC","quantity":1,"reason":"x"}""", "asset")]
    [InlineData("/wallet/sell", """{"agent_id":"demo","asset":"BTC","reason":"x"}""", "quantity")]
    [InlineData("/wallet/sell", """{"agent_id":"demo","asset":"BTC","quantity":true}""", "quantity")]
    [InlineData("/wallet/sell", """{"agent_id":"demo","symbol":"BTC-EUR","quantity":1}""", "symbol")]
    [InlineData("/wallet/order", """{"agent_id":"demo","symbol":"BTC-USDC","quote_amount":5}""", "side")]
    public void Bad_input_is_422_and_names_the_field(string path, string body, string field)
    {
        string before = rig.Get("/agents/demo/portfolio").Body.GetRawText();

        FleaReply refused = rig.Post(path, body);

        (refused.Status, refused.Text("field")).ShouldBe((422, field));
        refused.Text("error").ShouldNotBeNullOrEmpty();
        rig.Get("/agents/demo/portfolio").Body.GetRawText().ShouldBe(before);
    }

    [Theory]
    [InlineData("/agents/demo/returns?days=0", "days")]
    [InlineData("/agents/demo/returns?days=many", "days")]
    [InlineData("/agents/demo/returns?days=-1", "days")]
    [InlineData("/trading/positions", "agent_id")]
    [InlineData("/wallet/balances?agent_id=demo&form=odd", "form")]
    [InlineData("/prices?assets=BTC,DOGE", "assets")]
    public void A_bad_query_is_422_and_names_the_parameter(string path, string field)
    {
        FleaReply refused = rig.Get(path);

        (refused.Status, refused.Text("field")).ShouldBe((422, field));
    }

    [Fact]
    public void Prices_come_by_asset_and_by_pair()
    {
        rig.Get("/prices?assets=BTC,ETH,USDC").Body.GetRawText()
            .ShouldBe("""{"prices":{"BTC":50000,"ETH":2500,"USDC":1}}""");
        rig.Get("/prices?pairs=BTC-USDT,ETH/BTC").Body.GetRawText()
            .ShouldBe("""{"prices":{"BTC-USDT":{"last":50000},"ETH/BTC":{"last":0.05}}}""");
        rig.Get("/prices?assets=DOGE").Text("error")!.ShouldContain("DOGE");
    }

    [Fact]
    public void The_log_is_read_from_a_number_on()
    {
        rig.Post("/agents/demo/rebalance", Movement("casino", "decrease", 12.5m));

        JsonElement[] lines =
            [.. rig.Get("/agents/demo/transactions?limit=1000").Body.GetProperty("transactions").EnumerateArray()];
        long before = lines[^3].GetProperty("id").GetInt64();
        JsonElement[] newest = [.. rig.Get($"/agents/demo/transactions?after={before}").Body
            .GetProperty("transactions").EnumerateArray()];

        newest.Select(line => (line.GetProperty("service").GetString(), line.GetProperty("amount").GetDecimal()))
            .ShouldBe([("casino", -12.5m), ("reserve", 12.5m)]);
        newest.ShouldAllBe(line => line.GetProperty("kind").GetString() == "movement"
            && line.GetProperty("reason").GetString() == "drift");
    }

    [Fact]
    public async Task An_answer_can_be_lost_after_the_movement_was_made()
    {
        rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.AnswerReset, Times = 1 });
        var face = new PurpleFleaFace(rig.Venue, rig.Clock);
        var request = new FaceRequest(
            "POST", "/purpleflea/api/v1/agents/demo/rebalance", "", Movement("casino", "decrease", 10m), "")
        {
            Authorization = "Bearer paper",
        };

        (await face.HandleAsync(request, TestContext.Current.CancellationToken)).ShouldBeOfType<FaceAnswer.Reset>();

        rig.Balance("casino").ShouldBe(190m);
    }

    private static string Movement(string service, string direction, decimal amount) => FormattableString.Invariant(
        $$"""{"service":"{{service}}","direction":"{{direction}}","amount_usdc":{{amount}},"reason":"drift"}""");
}
