using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faces.Admin;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Faults;

/// <summary>
/// Everything that a venue, or the way to it, can do wrong to the owner's orders, each by name, and that the exchange
/// has a switch for it. What has no other test shows here what it does.
/// </summary>
public sealed class VenueFaultTests : IDisposable
{
    private const string Order = "symbol=BTCUSDC&side=BUY&type=MARKET&quantity=0.1";

    private readonly Rig rig = new();

    /// <summary>The faults of a venue in the words of the order-safety protocol, each with its switch.</summary>
    public static TheoryData<string, FaultKind> Known { get; } = new()
    {
        { "request lost", FaultKind.RequestLost },
        { "executed and answer lost: timeout", FaultKind.AnswerTimeout },
        { "executed and answer lost: reset", FaultKind.AnswerReset },
        { "executed and answer lost: 5xx", FaultKind.AnswerServerError },
        { "executed and answer lost: -1006", FaultKind.AnswerUnexpected },
        { "executed and answer lost: -1007", FaultKind.AnswerBackendTimeout },
        { "executed and answer lost: garbage", FaultKind.AnswerGarbage },
        { "delayed 3/60/600 s", FaultKind.Delayed },
        { "POST duplicated by transport", FaultKind.Duplicated },
        { "late answer", FaultKind.LateAnswer },
        { "rejects", FaultKind.Reject },
        { "lookups blind 0/1 s/30 min", FaultKind.LookupBlind },
        { "stale balances", FaultKind.StaleBalances },
        { "partial fills in 1-20 pieces", FaultKind.PartialFills },
        { "fill during cancel", FaultKind.FillDuringCancel },
        { "late fill after cancelled", FaultKind.LateFill },
        { "fee in base, quote, third asset", FaultKind.FeeAsset },
        { "price stale", FaultKind.PriceStale },
        { "price frozen", FaultKind.PriceFrozen },
        { "price 0", FaultKind.PriceZero },
        { "price negative", FaultKind.PriceNegative },
        { "price x10", FaultKind.PriceFactor },
        { "stablecoin -50 %", FaultKind.PriceFactor },
        { "one source disagreeing", FaultKind.PriceFactor },
        { "price crossed", FaultKind.PriceCrossed },
        { "429", FaultKind.TooManyRequests },
        { "418", FaultKind.Banned },
        { "403", FaultKind.Forbidden },
        { "clock offset", FaultKind.ClockOffset },
        { "clock jumps", FaultKind.ClockOffset },
        { "clock drift", FaultKind.ClockDrift },
        { "venue down while another works", FaultKind.Down },
        { "silent websocket", FaultKind.StreamSilent },
        { "gaps", FaultKind.StreamGap },
        { "reorder: out-of-order events", FaultKind.StreamReorder },
        { "duplicate events", FaultKind.StreamDuplicate },
        { "a transfer that comes back", FaultKind.TransferReturned },
        { "withdrawals suspended", FaultKind.WithdrawalsSuspended },
    };

    public void Dispose() => rig.Dispose();

    [Theory]
    [MemberData(nameof(Known))]
    public void Every_fault_of_a_venue_has_a_switch_that_the_owner_can_throw(string fault, FaultKind kind)
    {
        string name = JsonNamingPolicy.KebabCaseLower.ConvertName($"{kind}");
        FaceAnswer.Reply answer = Admin("POST", "/paper/faults", $$"""[{"kind":"{{name}}"}]""");

        answer.Status.ShouldBe(200, fault);
        rig.Venue.Faults.Rules.ShouldHaveSingleItem().Kind.ShouldBe(kind);
        Admin("DELETE", "/paper/faults", "").Status.ShouldBe(200);
        rig.Venue.Faults.Rules.ShouldBeEmpty();
    }

    [Fact]
    public void No_switch_is_without_a_fault_that_it_is_for() =>
        Enum.GetValues<FaultKind>().Except(Known.Select(row => row.Data.Item2)).ShouldBeEmpty();

    // A deposit is no fault of the exchange and needs no draw: the owner of the exchange books it.
    [Theory]
    [InlineData("2.5", 200, "4.5")]
    [InlineData("-1.5", 200, "0.5")]
    [InlineData("-2.5", 400, "2")]
    public void Money_moves_in_and_out_in_the_middle_of_a_run(string amount, int status, string free)
    {
        Admin("POST", "/paper/transfers", $$"""{"account":"demo","asset":"BTC","amount":"{{amount}}"}""")
            .Status.ShouldBe(status);
        CanonicalDecimal.Format(rig.Free(Rig.Btc)).ShouldBe(free);
    }

    // 0.1 BTC bought at 50,005 costs 5,000.5: a thousandth is 0.0001 BTC, 5.0005 USDC, or at 500 each 0.010001 BNB.
    [Theory]
    [InlineData("BTC", "0.0001")]
    [InlineData("USDC", "5.0005")]
    [InlineData("BNB", "0.010001")]
    public void A_fee_is_charged_in_the_base_the_quote_or_a_third_asset(string asset, string fee)
    {
        On(new FaultRule { Kind = FaultKind.FeeAsset, Text = asset });

        OrderAnswer.Accepted answer = rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.1m));

        answer.Trades.ShouldAllBe(trade => trade.FeeAsset == asset);
        CanonicalDecimal.Format(answer.Trades.Sum(trade => trade.Fee)).ShouldBe(fee);
    }

    [Theory]
    [InlineData(10, 500_000)]
    [InlineData(0.5, 25_000)]
    public void A_factor_bends_one_market_and_leaves_the_others(double factor, double price)
    {
        On(new FaultRule { Kind = FaultKind.PriceFactor, Number = (decimal)factor, Text = Rig.Symbol });

        rig.Venue.Quote(Rig.Symbol)!.Last.ShouldBe((decimal)price);
        rig.Venue.Quote("BNBUSDC")!.Last.ShouldBe(500m);
        rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.1m)).Trades[0].Price.ShouldBe(50_005m, "matching is not fooled");
    }

    [Fact]
    public void A_frozen_price_stands_still_while_its_time_goes_on()
    {
        rig.Venue.Quote(Rig.Symbol)!.Last.ShouldBe(50_000m);
        On(new FaultRule { Kind = FaultKind.PriceFrozen });

        rig.Move(51_000m);

        (rig.Venue.Quote(Rig.Symbol)!.Last, rig.Venue.Quote(Rig.Symbol)!.At).ShouldBe((50_000m, rig.Now));
        rig.Venue.Faults.Clear();
        rig.Venue.Quote(Rig.Symbol)!.Last.ShouldBe(51_000m);
    }

    [Fact]
    public void A_price_can_be_zero()
    {
        On(new FaultRule { Kind = FaultKind.PriceZero });

        rig.Venue.Quote(Rig.Symbol)!.Last.ShouldBe(0m);
    }

    [Fact]
    public async Task A_reject_refuses_in_the_words_that_were_asked_for_and_executes_nothing()
    {
        const string message = "This action is disabled on this account.";
        On(new FaultRule { Kind = FaultKind.Reject, Number = -2010m, Text = message });

        FaceAnswer.Reply answer = (await AskAsync("POST", "/api/v3/order", Order)).ShouldBeOfType<FaceAnswer.Reply>();

        (answer.Status, answer.Body)
            .ShouldBe((400, $$"""{"code":-2010,"msg":"{{message}}"}"""));
        rig.Venue.Record().Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_forbidden_request_gets_a_page_instead_of_json_and_executes_nothing()
    {
        On(new FaultRule { Kind = FaultKind.Forbidden });

        FaceAnswer.Reply answer = (await AskAsync("POST", "/api/v3/order", Order)).ShouldBeOfType<FaceAnswer.Reply>();

        answer.Status.ShouldBe(403);
        answer.Body.ShouldStartWith("<html>");
        rig.Venue.Record().Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_late_answer_is_on_its_way_after_the_order_was_executed()
    {
        On(new FaultRule { Kind = FaultKind.LateAnswer, Seconds = 30 });

        Task<FaceAnswer> answer = AskAsync("POST", "/api/v3/order", Order);

        answer.IsCompleted.ShouldBeFalse();
        rig.Venue.Record().Orders.ShouldHaveSingleItem().State.ShouldBe(OrderState.Filled);
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        (await answer).ShouldBeOfType<FaceAnswer.Reply>().Status.ShouldBe(200);
    }

    // A percent of a thousand seconds is ten: a request stamped by the true time is then outside its 5 s.
    [Fact]
    public async Task A_clock_that_drifts_refuses_requests_once_it_has_drifted_far_enough()
    {
        On(new FaultRule { Kind = FaultKind.ClockDrift, Number = 10_000m });
        (await CodeOfAccountAsync()).ShouldBe(0);

        rig.Clock.Advance(TimeSpan.FromSeconds(1000));

        (rig.Venue.Now - rig.Now).ShouldBe(Duration.FromSeconds(10));
        (await CodeOfAccountAsync()).ShouldBe(-1021);
    }

    [Fact]
    public async Task A_clock_that_jumps_refuses_requests_until_it_jumps_back()
    {
        (await CodeOfAccountAsync()).ShouldBe(0);
        On(new FaultRule { Kind = FaultKind.ClockOffset, Seconds = -3600 });
        (await CodeOfAccountAsync()).ShouldBe(-1021);

        rig.Venue.Faults.Clear();

        (await CodeOfAccountAsync()).ShouldBe(0);
    }

    private void On(FaultRule rule) => rig.Venue.Faults.Add(rule);

    private FaceAnswer.Reply Admin(string method, string path, string body) =>
        new AdminFace(rig.Venue, rig.Clock).Handle(new FaceRequest(method, path, "", body, ""));

    private async Task<int> CodeOfAccountAsync()
    {
        var answer = (await AskAsync("GET", "/api/v3/account", "")).ShouldBeOfType<FaceAnswer.Reply>();
        return JsonDocument.Parse(answer.Body).RootElement.TryGetProperty("code", out JsonElement code)
            ? code.GetInt32()
            : 0;
    }

    private Task<FaceAnswer> AskAsync(string method, string path, string form)
    {
        string stamped = $"{form}&timestamp={rig.Clock.GetUtcNow().ToUnixTimeMilliseconds()}".TrimStart('&');
        string signed = $"{stamped}&signature={RequestSigner.Sign("papersecret", stamped)}";
        var request = method == "POST"
            ? new FaceRequest(method, path, "", signed, "paper")
            : new FaceRequest(method, path, signed, "", "paper");
        return new BinanceFace(rig.Venue, rig.Clock).HandleAsync(request, TestContext.Current.CancellationToken);
    }
}
