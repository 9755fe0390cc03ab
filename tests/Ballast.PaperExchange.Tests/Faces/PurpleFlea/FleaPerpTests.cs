using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Services;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

/// <summary>
/// Perpetuals by hand: at 50,000 the best ask is 50,005 and the best bid 49,995 (half of 2 bp), fees are 0.1 % taking
/// and 0.05 % resting, maintenance is 1 %.
/// </summary>
public sealed class FleaPerpTests : IDisposable
{
    private readonly FleaRig rig = new();

    public void Dispose() => rig.Dispose();

    // 100 / 50,005 cut to 8 digits is 0.00199980, which costs 99.999999; margin a fifth, fee a thousandth.
    [Fact]
    public void A_market_order_opens_a_position_and_sets_its_margin_aside()
    {
        FleaReply order = rig.Order("BTC-PERP", "long", 100m, 5m);

        order.Status.ShouldBe(200);
        (order.Text("position_id"), order.Text("status"), order.Number("fill_price"), order.Number("size"))
            .ShouldBe(("pos-2", "filled", 50_005m, 0.00199980m));
        decimal cost = 0.00199980m * 50_005m;
        order.Number("fee_usdc").ShouldBe(0.09999999m);
        JsonElement position = Positions()[0];
        position.GetProperty("position_id").ValueKind.ShouldBe(JsonValueKind.String);
        position.GetProperty("side").GetString().ShouldBe("long");
        position.GetProperty("margin_usdc").GetDecimal().ShouldBe(19.9999998m);
        decimal profit = (0.00199980m * 50_000m) - cost;
        rig.Balance("trading").ShouldBe(200m - 0.09999999m + profit, 0.00000001m);
        rig.Account.Cash(ServiceNames.Trading).ShouldBe(
            200m - position.GetProperty("margin_usdc").GetDecimal() - 0.09999999m);
        rig.ShouldBalance();
    }

    [Fact]
    public void Margin_comes_from_trading_and_what_it_has_free_is_told()
    {
        FleaReply refused = rig.Order("BTC-PERP", "short", 201m, 1m);

        (refused.Status, refused.Number("available")).ShouldBe((409, 200m));
        rig.Order("BTC-PERP", "short", 201m, 2m).Status.ShouldBe(200);
        FleaReply tooMuch = rig.Post(
            "/agents/demo/rebalance", """{"service":"trading","direction":"decrease","amount_usdc":150}""");
        tooMuch.Status.ShouldBe(409);
        tooMuch.Number("available").ShouldBe(rig.Account.Cash(ServiceNames.Trading));
    }

    // Long 0.0019998 at 50,005; sold at 54,994.5 (half of 2 bp below 55,000 on the tick of 0.01): 0.0019998 x 4,989.5.
    [Fact]
    public void A_closed_position_pays_its_profit_into_trading()
    {
        rig.Order("BTC-PERP", "long", 100m, 5m);
        rig.Move("BTCUSDC", 55_000m);

        FleaReply closed = rig.Delete("/trading/positions/pos-2");

        closed.Status.ShouldBe(200);
        closed.Number("realized_pnl_usdc").ShouldBe(9.97800210m, 0.00000001m);
        closed.Number("net_pnl_usdc").ShouldBe(
            closed.Number("realized_pnl_usdc") - closed.Number("fees_usdc"));
        rig.Balance("trading").ShouldBe(200m + closed.Number("net_pnl_usdc"));
        Positions().ShouldBeEmpty();
        rig.Delete("/trading/positions/pos-2").Status.ShouldBe(404);
        rig.ShouldBalance();
    }

    [Fact]
    public void An_opposite_order_reduces_then_closes_then_reverses()
    {
        rig.Order("ETH-PERP", "long", 100m, 2m);
        decimal size = Positions()[0].GetProperty("size").GetDecimal();

        FleaReply reduced = rig.Order("ETH-PERP", "sell", 40m, 2m);
        reduced.Text("position_id").ShouldBe("pos-2");
        reduced.Number("realized_pnl_usdc").ShouldBeLessThan(0m, "the spread was paid");
        Positions()[0].GetProperty("size").GetDecimal().ShouldBe(size - reduced.Number("size"));

        FleaReply reversed = rig.Order("ETH-PERP", "short", 100m, 2m);
        JsonElement left = Positions().ShouldHaveSingleItem();
        left.GetProperty("side").GetString().ShouldBe("short");
        left.GetProperty("position_id").GetString().ShouldBe(reversed.Text("position_id"));
        reversed.Text("position_id").ShouldNotBe("pos-2");
        rig.ShouldBalance();
    }

    [Fact]
    public void An_order_that_only_reduces_never_reverses()
    {
        rig.Order("SOL-PERP", "long", 50m, 1m);

        FleaReply reduced = rig.Post("/trading/order",
            """{"agent_id":"demo","market":"SOL-PERP","side":"sell","notional_usd":80,"reduce_only":true}""");

        reduced.Status.ShouldBe(200);
        Positions().ShouldBeEmpty();
        rig.ShouldBalance();
    }

    [Fact]
    public void Positions_of_one_market_with_different_purposes_stay_apart()
    {
        rig.Order("BTC-PERP", "long", 50m, 1m);
        rig.Post("/trading/order",
            """{"agent_id":"demo","market":"BTC-PERP","side":"short","notional_usdc":50,"purpose":"hedge"}""");

        Positions().Select(position =>
                (position.GetProperty("side").GetString(), position.GetProperty("purpose").GetString()))
            .ShouldBe([("long", null), ("short", "hedge")]);
    }

    // 100 at a limit of 49,000 gives 0.00204081; its fee is 0.05 % of 99.99969.
    [Fact]
    public void A_limit_order_rests_with_its_margin_and_fills_at_its_limit()
    {
        FleaReply order = rig.Post("/trading/order",
            """
            {"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":100,"leverage":2,
             "order_type":"limit","limit_price":49000}
            """);
        (order.Status, order.Text("status")).ShouldBe((200, "open"));
        order.Body.GetProperty("position_id").ValueKind.ShouldBe(JsonValueKind.Null);
        rig.Account.Cash(ServiceNames.Trading).ShouldBe(149.95m);
        rig.Balance("trading").ShouldBe(200m);

        rig.Move("BTCUSDC", 48_990m);

        JsonElement position = Positions().ShouldHaveSingleItem();
        position.GetProperty("entry_price").GetDecimal().ShouldBe(49_000m);
        position.GetProperty("fees_usdc").GetDecimal().ShouldBe(0.04999984m);
        rig.Account.Orders.ShouldBeEmpty();
        rig.ShouldBalance();
    }

    [Fact]
    public void A_resting_order_is_listed_and_gives_its_margin_back_when_it_is_cancelled()
    {
        FleaReply order = rig.Post("/trading/order",
            """
            {"agent_id":"demo","market":"BTC-PERP","side":"short","notional_usdc":100,
             "order_type":"limit","limit_price":60000}
            """);
        string id = order.Text("order_id")!;
        rig.Get("/trading/orders?agent_id=demo").Body.GetProperty("orders")[0].GetProperty("order_id").GetString()
            .ShouldBe(id);

        rig.Delete($"/trading/orders/{id}").Status.ShouldBe(200);

        rig.Account.Cash(ServiceNames.Trading).ShouldBe(200m);
        rig.Delete($"/trading/orders/{id}").Status.ShouldBe(404);
    }

    // Ten times: margin 10 % of the cost. Long at 50,005, it is lost where 0.99 p = 0.9 x 50,005: at 45,459.09.
    [Fact]
    public void A_position_is_liquidated_at_the_price_that_it_names_and_loses_its_margin_at_most()
    {
        rig.Order("BTC-PERP", "long", 1000m, 10m);
        Positions()[0].GetProperty("liquidation_price").GetDecimal().ShouldBe(45_459.09m, 0.01m);
        decimal margin = Positions()[0].GetProperty("margin_usdc").GetDecimal();

        rig.Move("BTCUSDC", 45_460m);
        Positions().Length.ShouldBe(1);
        rig.Move("BTCUSDC", 20_000m);

        Positions().ShouldBeEmpty();
        rig.Venue.Record().Agents.Entries.Single(entry => entry.Kind == AgentEntryKind.Realized).Amount
            .ShouldBe(-margin);
        rig.Balance("trading").ShouldBe(200m - margin - 0.99999999m, 0.00000002m);
        rig.ShouldBalance();
    }

    [Fact]
    public void Longs_pay_shorts_what_the_seed_says_every_eight_hours()
    {
        rig.Order("BTC-PERP", "short", 100m, 1m);
        decimal size = Positions()[0].GetProperty("size").GetDecimal();
        rig.Clock.Advance(TimeSpan.FromHours(8));
        rig.Venue.Advance();

        decimal rate = SeededReturns.FundingRate(7, "BTC-PERP", rig.Now.ToUnixTimeSeconds() / (8 * 3600));
        decimal funding = Positions()[0].GetProperty("funding_usdc").GetDecimal();
        rate.ShouldNotBe(0m);
        funding.ShouldBe(Math.Truncate(size * 50_000m * rate * 100_000_000m) / 100_000_000m);
        rig.ShouldBalance();
    }

    [Fact]
    public void Slippage_beyond_what_the_agent_allows_is_refused_whole()
    {
        FleaReply refused = rig.Post("/trading/order",
            """
            {"agent_id":"demo","market":"BTC-PERP","side":"long","notional_usdc":100,"max_slippage_bps":0.5}
            """);

        (refused.Status, refused.Text("field")).ShouldBe((422, "max_slippage_bps"));
        Positions().ShouldBeEmpty();
    }

    // Another customer has bought the whole book, of which the perpetuals' is a picture.
    [Fact]
    public void Into_an_empty_book_nothing_is_closed_and_the_exchange_goes_on()
    {
        rig.Order("BTC-PERP", "short", 100m, 2m);
        rig.Venue.Transfer("demo", new Asset("USDC"), 1_000_000_000m);
        rig.Venue.Place("demo", new NewOrder
        {
            Symbol = "BTCUSDC",
            Side = TradeSide.Buy,
            Kind = OrderKind.Limit,
            Lifetime = OrderLifetime.Ioc,
            Size = 170m,
            Price = 51_000m,
            RequestExpiresAt = NodaTime.Instant.MaxValue,
        }).ShouldBeOfType<OrderAnswer.Accepted>().Order.Filled.ShouldBeInRange(1m, 169m);

        FleaReply refused = rig.Delete($"/trading/positions/{rig.Account.Positions[0].Id}");

        (refused.Status, refused.Text("field")).ShouldBe((422, "id"));
        rig.Order("BTC-PERP", "long", 10m, 2m).Status.ShouldBe(422);
        rig.Move("BTCUSDC", 50_100m);
        rig.Delete($"/trading/positions/{rig.Account.Positions[0].Id}").Status.ShouldBe(200);
    }

    private JsonElement[] Positions() =>
        [.. rig.Get("/trading/positions?agent_id=demo").Body.GetProperty("positions").EnumerateArray()];
}
