using System.Text.Json;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Tests.Faces;

/// <summary>Cancel and replace: codes, words and forms of rest-api.md of Binance's spot API documentation.</summary>
public sealed class ReplaceTests : IDisposable
{
    private const string Rest = "symbol=BTCUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=40000";

    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task One_order_ends_and_another_takes_its_place()
    {
        long old = Resting();

        (int status, JsonElement body) = await AskAsync(
            $"{Rest}&cancelReplaceMode=STOP_ON_FAILURE&cancelOrderId={old}&newClientOrderId=next"
            + "&cancelNewClientOrderId=gone");

        status.ShouldBe(200);
        Text(body, "cancelResult").ShouldBe("SUCCESS");
        Text(body, "newOrderResult").ShouldBe("SUCCESS");
        JsonElement ended = body.GetProperty("cancelResponse");
        (Text(ended, "status"), Text(ended, "origClientOrderId"), Text(ended, "clientOrderId"))
            .ShouldBe(("CANCELED", "old", "gone"));
        Text(body.GetProperty("newOrderResponse"), "clientOrderId").ShouldBe("next");
        rig.Venue.OpenOrders(Rig.Account, Rig.Symbol).ShouldHaveSingleItem().ClientId.ShouldBe("next");
        rig.Locked(Rig.Usdc).ShouldBe(4_000m);
    }

    [Fact]
    public async Task Where_the_cancel_fails_nothing_is_placed_unless_it_may()
    {
        (int status, JsonElement body) =
            await AskAsync($"{Rest}&cancelReplaceMode=STOP_ON_FAILURE&cancelOrderId=99&newClientOrderId=next");

        (status, Text(body, "msg")).ShouldBe((400, "Order cancel-replace failed."));
        body.GetProperty("code").GetInt32().ShouldBe(-2022);
        JsonElement halves = body.GetProperty("data");
        (Text(halves, "cancelResult"), Text(halves, "newOrderResult")).ShouldBe(("FAILURE", "NOT_ATTEMPTED"));
        halves.GetProperty("cancelResponse").GetProperty("code").GetInt32().ShouldBe(-2011);
        halves.GetProperty("newOrderResponse").ValueKind.ShouldBe(JsonValueKind.Null);
        rig.Venue.OpenOrders(Rig.Account, Rig.Symbol).ShouldBeEmpty();
        rig.Venue.Record().Posts.ShouldHaveSingleItem().Outcome.ShouldBe("-2011");

        (status, body) =
            await AskAsync($"{Rest}&cancelReplaceMode=ALLOW_FAILURE&cancelOrigClientOrderId=none");
        (status, body.GetProperty("code").GetInt32()).ShouldBe((409, -2021));
        Text(body, "msg").ShouldBe("Order cancel-replace partially failed.");
        Text(body.GetProperty("data"), "newOrderResult").ShouldBe("SUCCESS");
        rig.Venue.OpenOrders(Rig.Account, Rig.Symbol).Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_account_cannot_pay_fails_after_the_cancel_and_says_that_one_half_is_done()
    {
        long old = Resting();

        (int status, JsonElement body) = await AskAsync(
            "symbol=BTCUSDC&side=SELL&type=LIMIT&timeInForce=GTC&quantity=5&price=60000"
            + $"&cancelReplaceMode=STOP_ON_FAILURE&cancelOrderId={old}");

        (status, body.GetProperty("code").GetInt32()).ShouldBe((409, -2021));
        body.GetProperty("data").GetProperty("newOrderResponse").GetProperty("code").GetInt32().ShouldBe(-2010);
        rig.Order(old).State.ShouldBe(OrderState.Canceled);
        rig.Locked(Rig.Usdc).ShouldBe(0m);
    }

    [Fact]
    public async Task What_a_filter_refuses_cancels_nothing()
    {
        long old = Resting();

        (int status, JsonElement body) = await AskAsync(
            "symbol=BTCUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=40000.001"
            + $"&cancelReplaceMode=ALLOW_FAILURE&cancelOrderId={old}");

        (status, Text(body, "msg")).ShouldBe((400, "Filter failure: PRICE_FILTER"));
        rig.Order(old).State.ShouldBe(OrderState.New);
    }

    [Fact]
    public async Task A_restriction_ends_an_order_in_that_state_alone()
    {
        long old = Resting();

        (int status, JsonElement body) = await AskAsync(
            $"{Rest}&cancelReplaceMode=STOP_ON_FAILURE&cancelOrderId={old}&cancelRestrictions=ONLY_PARTIALLY_FILLED");

        status.ShouldBe(400);
        Text(body.GetProperty("data").GetProperty("cancelResponse"), "msg")
            .ShouldBe("Order was not canceled due to cancel restrictions.");
        (await AskAsync($"{Rest}&cancelReplaceMode=STOP_ON_FAILURE&cancelOrderId={old}&cancelRestrictions=ONLY_NEW"))
            .Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("", -1102, "Mandatory parameter 'cancelReplaceMode' was not sent, was empty/null, or malformed.")]
    [InlineData("&cancelReplaceMode=MAYBE", -1130, "Data sent for parameter 'cancelReplaceMode' is not valid.")]
    public async Task The_mode_must_be_one_there_is(string form, int code, string message)
    {
        (int status, JsonElement body) = await AskAsync($"{Rest}&cancelOrderId=1{form}");

        (status, body.GetProperty("code").GetInt32(), Text(body, "msg")).ShouldBe((400, code, message));
    }

    [Fact]
    public async Task An_order_to_end_must_be_named()
    {
        (_, JsonElement body) = await AskAsync($"{Rest}&cancelReplaceMode=STOP_ON_FAILURE");

        Text(body, "msg").ShouldBe(
            "Param 'cancelOrigClientOrderId' or 'cancelOrderId' must be sent, but both were empty/null!");
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private long Resting() => rig.Accept(
        Rig.Limit(Core.Markets.TradeSide.Buy, 0.1m, 40_000m) with { ClientId = "old" }).Order.Id;

    private async Task<(int Status, JsonElement Body)> AskAsync(string form)
    {
        BinanceFace face = new(rig.Venue, rig.Clock);
        string stamped = $"{form}&timestamp={rig.Now.ToUnixTimeMilliseconds()}";
        string signed = $"{stamped}&signature={RequestSigner.Sign("papersecret", stamped)}";
        FaceAnswer.Reply reply = (await face.HandleAsync(
            new FaceRequest("POST", "/api/v3/order/cancelReplace", "", signed, "paper"),
            TestContext.Current.CancellationToken))
            .ShouldBeOfType<FaceAnswer.Reply>();
        return (reply.Status, JsonElement.Parse(reply.Body));
    }
}
