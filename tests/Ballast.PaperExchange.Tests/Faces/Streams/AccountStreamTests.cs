using System.Globalization;
using System.Text.Json;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>The events of an account; fields are those of user-data-stream.md.</summary>
public sealed class AccountStreamTests : IAsyncLifetime
{
    private HostedRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await HostedRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_report_has_every_documented_field_that_applies()
    {
        await using StreamClient client = await SubscribeAsync();
        rig.Rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 40_000m) with { ClientId = "mine" });

        JsonElement report = (await client.NextAsync()).GetProperty("event");

        report.EnumerateObject().Select(field => field.Name).ShouldBe(
        [
            "e", "E", "s", "c", "S", "o", "f", "q", "p", "P", "F", "g", "C", "x", "X", "r", "i", "l", "z", "L", "n",
            "N", "T", "t", "I", "w", "m", "M", "O", "Z", "Y", "Q", "W", "V",
        ]);
        Words(report, "e", "s", "c", "S", "o", "f", "C", "x", "X", "r").ShouldBe(
            ["executionReport", "BTCUSDC", "mine", "BUY", "LIMIT", "GTC", "", "NEW", "NEW", "NONE"]);
        report.GetProperty("w").GetBoolean().ShouldBeTrue();
    }

    // The book sells 0.5 at one level here; three pieces make three trades.
    [Fact]
    public async Task An_order_that_takes_is_told_step_by_step_and_then_the_balances()
    {
        await using StreamClient client = await SubscribeAsync();
        rig.Rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.PartialFills, Number = 3 });
        OrderAnswer.Accepted order = rig.Rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.5m));

        Words((await client.NextAsync()).GetProperty("event"), "x", "X").ShouldBe(["NEW", "NEW"]);
        decimal filled = 0m;
        foreach (ExchangeTrade trade in order.Trades)
        {
            JsonElement report = (await client.NextAsync()).GetProperty("event");
            filled += trade.Size;
            Words(report, "x", "X", "N").ShouldBe(
                ["TRADE", filled == 0.5m ? "FILLED" : "PARTIALLY_FILLED", trade.FeeAsset]);
            (Amount(report, "l"), Amount(report, "L"), Amount(report, "z"), Amount(report, "n"))
                .ShouldBe((trade.Size, trade.Price, filled, trade.Fee));
            report.GetProperty("t").GetInt64().ShouldBe(trade.Id);
        }

        filled.ShouldBe(0.5m);
        JsonElement position = (await client.NextAsync()).GetProperty("event");
        position.GetProperty("e").GetString().ShouldBe("outboundAccountPosition");
        position.GetProperty("B").EnumerateArray()
            .Select(balance => (balance.GetProperty("a").GetString(), Amount(balance, "f"), Amount(balance, "l")))
            .ShouldBe([("BTC", rig.Rig.Free(Rig.Btc), 0m), ("USDC", rig.Rig.Free(Rig.Usdc), 0m)]);
    }

    [Fact]
    public async Task A_cancel_names_itself_and_the_order()
    {
        await using StreamClient client = await SubscribeAsync();
        ExchangeOrder order = rig.Rig.Accept(Rig.Limit(TradeSide.Sell, 0.1m, 60_000m) with { ClientId = "mine" }).Order;
        rig.Rig.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByNumber(order.Id), "my-cancel");

        JsonElement report = (await client.NextAsync(message => IsReport(message, "CANCELED"))).GetProperty("event");

        Words(report, "c", "C", "X").ShouldBe(["my-cancel", "mine", "CANCELED"]);
        report.GetProperty("w").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_fill_of_a_cancelled_order_is_told_as_a_trade()
    {
        rig.Rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.LateFill, Seconds = 10, Times = 1 });
        ExchangeOrder order = rig.Rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 40_000m)).Order;
        rig.Rig.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByNumber(order.Id));
        await using StreamClient client = await SubscribeAsync();

        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(10));
        rig.Rig.Venue.Advance();

        JsonElement report = (await client.NextAsync()).GetProperty("event");
        Words(report, "x", "X").ShouldBe(["TRADE", "FILLED"]);
        Amount(report, "z").ShouldBe(0.1m);
    }

    [Fact]
    public async Task An_order_that_ends_unfilled_is_told_as_expired()
    {
        await using StreamClient client = await SubscribeAsync();
        rig.Rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 40_000m) with { Lifetime = OrderLifetime.Ioc });

        (await client.NextAsync(message => IsReport(message, "EXPIRED"))).GetProperty("event")
            .GetProperty("X").GetString().ShouldBe("EXPIRED");
    }

    [Fact]
    public async Task A_deposit_is_told_as_a_change_of_a_balance()
    {
        await using StreamClient client = await SubscribeAsync();
        rig.Rig.Venue.Transfer(Rig.Account, Rig.Btc, -0.25m).ShouldBeNull();

        JsonElement change = (await client.NextAsync()).GetProperty("event");
        Words(change, "e", "a", "d").ShouldBe(["balanceUpdate", "BTC", "-0.25000000"]);
        (await client.NextAsync()).GetProperty("event").GetProperty("e").GetString()
            .ShouldBe("outboundAccountPosition");
    }

    [Fact]
    public async Task A_listen_key_is_one_an_account_and_hears_what_a_subscription_hears()
    {
        string key = await ListenKeyAsync();
        (await ListenKeyAsync()).ShouldBe(key);
        key.Length.ShouldBe(64);
        await using StreamClient raw = await rig.OpenAsync($"/ws/{key}");
        await using StreamClient combined = await rig.OpenAsync($"/stream?streams={key}");
        await raw.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        await combined.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");

        rig.Rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 40_000m));

        (await raw.NextAsync()).GetProperty("x").GetString().ShouldBe("NEW");
        JsonElement wrapped = await combined.NextAsync();
        wrapped.GetProperty("stream").GetString().ShouldBe(key);
        wrapped.GetProperty("data").GetProperty("x").GetString().ShouldBe("NEW");
    }

    [Fact]
    public async Task A_listen_key_runs_out_unless_it_is_kept_alive()
    {
        string key = await ListenKeyAsync();
        rig.Rig.Clock.Advance(TimeSpan.FromMinutes(59));
        (await rig.KeyedAsync(HttpMethod.Put, $"/api/v3/userDataStream?listenKey={key}")).Status.ShouldBe(200);
        rig.Rig.Clock.Advance(TimeSpan.FromMinutes(59));
        (await rig.KeyedAsync(HttpMethod.Put, $"/api/v3/userDataStream?listenKey={key}")).Status.ShouldBe(200);
        rig.Rig.Clock.Advance(TimeSpan.FromMinutes(60));

        (int status, JsonElement error) =
            await rig.KeyedAsync(HttpMethod.Put, $"/api/v3/userDataStream?listenKey={key}");

        (status, error.GetProperty("code").GetInt32()).ShouldBe((400, -1125));
        (await ListenKeyAsync()).ShouldNotBe(key);
    }

    [Fact]
    public async Task A_closed_listen_key_hears_nothing_more()
    {
        string key = await ListenKeyAsync();
        await using StreamClient client = await rig.OpenAsync($"/ws/{key}/btcusdc@trade");
        await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        (await rig.KeyedAsync(HttpMethod.Delete, $"/api/v3/userDataStream?listenKey={key}")).Status.ShouldBe(200);

        rig.Rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.01m));

        (await client.NextAsync()).GetProperty("e").GetString().ShouldBe("trade");
        (await client.AskAsync("""{"method":"GET_PROPERTY","params":["combined"],"id":0}"""))
            .ShouldBe("""{"result":false,"id":0}""");
    }

    private async Task<StreamClient> SubscribeAsync()
    {
        StreamClient client = await rig.OpenAsync("/ws-api/v3");
        string answer = await client.AskAsync(rig.Signed("userDataStream.subscribe.signature"));
        answer.ShouldBe("""{"id":"7","status":200,"result":{"subscriptionId":0}}""");
        return client;
    }

    private async Task<string> ListenKeyAsync() =>
        (await rig.KeyedAsync(HttpMethod.Post, "/api/v3/userDataStream")).Body.GetProperty("listenKey").GetString()!;

    private static bool IsReport(JsonElement message, string execution) =>
        message.GetProperty("event").TryGetProperty("x", out JsonElement told) && told.GetString() == execution;

    private static string?[] Words(JsonElement json, params string[] names) =>
        [.. names.Select(name => json.GetProperty(name).GetString())];

    private static decimal Amount(JsonElement json, string name) =>
        decimal.Parse(json.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
