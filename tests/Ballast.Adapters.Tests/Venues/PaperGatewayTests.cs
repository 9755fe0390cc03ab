using System.Collections.Immutable;
using Ballast.Adapters.Tests.Conformance;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faults;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Venues;

public sealed class PaperGatewayTests : IDisposable
{
    private readonly PaperRig rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Fact]
    [Conformance(9)]
    public void Preparing_signs_and_sends_nothing()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        PreparedRequest request = rig.Orders.Prepare(ticket);

        rig.Exchange.Record().Posts.ShouldBeEmpty();
        request.Body.ShouldContain($"newClientOrderId=b-{ticket.Id}&");
        request.Body.ShouldMatch("&recvWindow=20000&timestamp=[0-9]{13}&signature=[0-9a-f]{64}$");
        request.ExpiresAt.ShouldBe(ticket.RequestExpiresAt);
        request.Url.ShouldNotContain("paper:");
        request.ToString().ShouldNotContain("papersecret");
    }

    [Fact]
    [Conformance(10)]
    public async Task A_taking_order_comes_back_with_its_fills_and_their_fees()
    {
        var accepted = (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)))
            .ShouldBeOfType<SendOutcome.Accepted>();

        accepted.Order.Status.ShouldBe(VenueOrderStatus.Filled);
        VenueFill fill = accepted.Fills.ShouldHaveSingleItem();
        (fill.Size.Value, fill.FeeAsset, fill.Fee.Value).ShouldBe((0.1m, PaperRig.Btc, 0.0001m));
        fill.Price.Value.ShouldBe(50_010m);
    }

    [Fact]
    [Conformance(11)]
    public async Task A_refusal_of_the_venue_is_definitive()
    {
        var rejected = (await rig.SendAsync(rig.Ticket(TradeSide.Sell, 3m, 40_000m)))
            .ShouldBeOfType<SendOutcome.Rejected>();

        (rejected.Error.Kind, rejected.Error.Code).ShouldBe((VenueErrorKind.Rejected, "-2010"));
        rejected.Error.Message.ShouldBe("Account has insufficient balance for requested action.");
    }

    [Theory]
    [Conformance(12)]
    [InlineData(FaultKind.AnswerTimeout)]
    [InlineData(FaultKind.AnswerReset)]
    [InlineData(FaultKind.AnswerServerError)]
    [InlineData(FaultKind.AnswerUnexpected)]
    [InlineData(FaultKind.AnswerBackendTimeout)]
    [InlineData(FaultKind.AnswerGarbage)]
    public async Task An_order_whose_answer_is_lost_is_unknown_and_can_be_found(FaultKind fault)
    {
        rig.Fault(fault, 0);
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        (await rig.SendAsync(ticket)).ShouldBeOfType<SendOutcome.Unknown>()
            .Error.Kind.ShouldBe(VenueErrorKind.OutcomeUnknown);

        VenueOrder found = (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.Found>().Order;
        (found.Status, found.ClientId).ShouldBe((VenueOrderStatus.Filled, rig.Orders.Render(ticket.Id)));
        rig.Exchange.Record().Posts.Length.ShouldBe(1);
    }

    [Fact]
    [Conformance(13)]
    public async Task An_order_that_was_lost_on_its_way_is_unknown_and_not_found()
    {
        rig.Fault(FaultKind.RequestLost, 0);
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        (await rig.SendAsync(ticket)).ShouldBeOfType<SendOutcome.Unknown>();
        (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.NotFound>().Error.Code.ShouldBe("-2013");
    }

    [Theory]
    [Conformance(14)]
    [InlineData(3, true)]
    [InlineData(60, false)]
    public async Task A_delayed_order_is_executed_only_before_its_expiry(int delaySeconds, bool isExecuted)
    {
        rig.Fault(FaultKind.Delayed, delaySeconds);
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        (await rig.SendAsync(ticket)).ShouldBeOfType<SendOutcome.Unknown>();
        (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.NotFound>();

        rig.Clock.Advance(TimeSpan.FromMinutes(2));

        ((await rig.LookUpAsync(ticket)) is OrderLookup.Found).ShouldBe(isExecuted);
    }

    [Fact]
    [Conformance(15)]
    public async Task A_request_that_is_sent_after_its_expiry_has_no_effect()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        PreparedRequest request = rig.Orders.Prepare(ticket);
        rig.Clock.Advance(TimeSpan.FromSeconds(21));

        var rejected = (await rig.Orders.SendAsync(request, Cancellation)).ShouldBeOfType<SendOutcome.Rejected>();

        (rejected.Error.Kind, rejected.Error.Code).ShouldBe((VenueErrorKind.ClockSkew, "-1021"));
        rig.Exchange.Record().Orders.ShouldBeEmpty();
    }

    [Fact]
    [Conformance(16)]
    public async Task A_name_that_the_venue_already_has_open_means_unknown_and_never_rejected()
    {
        OrderTicket ticket =
            rig.Ticket(TradeSide.Buy, 0.1m, 40_000m) with { TimeInForce = TimeInForce.GoodTillCancelled };
        PreparedRequest request = rig.Orders.Prepare(ticket);
        await rig.Orders.SendAsync(request, Cancellation);

        (await rig.Orders.SendAsync(request, Cancellation)).ShouldBeOfType<SendOutcome.Unknown>()
            .Error.Message.ShouldBe("Duplicate order sent.");
    }

    [Theory]
    [Conformance(43)]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.Banned)]
    public async Task Nothing_leaves_before_the_time_that_the_venue_asked_to_wait(FaultKind fault)
    {
        rig.Fault(fault, 30);
        var first =
            (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m))).ShouldBeOfType<SendOutcome.Rejected>();
        (first.Error.Kind, first.Error.RetryAfter).ShouldBe((VenueErrorKind.RateLimited, TimeSpan.FromSeconds(30)));

        rig.Clock.Advance(TimeSpan.FromSeconds(29));
        (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m))).ShouldBeOfType<SendOutcome.Rejected>();
        rig.Exchange.Record().Posts.ShouldBeEmpty();

        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m))).ShouldBeOfType<SendOutcome.Accepted>();
    }

    [Fact]
    [Conformance(44)]
    public async Task What_a_read_was_told_to_wait_holds_orders_back_as_well()
    {
        rig.Exchange.Faults.Add(new FaultRule
        {
            Kind = FaultKind.TooManyRequests,
            On = RequestScope.All,
            Times = 1,
            Seconds = 30,
        });
        (await rig.Venue.Balances.ReadBalancesAsync(PaperRig.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Unreadable>();

        (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m))).ShouldBeOfType<SendOutcome.Rejected>()
            .Error.Code.ShouldBe("held-back");
        rig.Exchange.Record().Posts.ShouldBeEmpty();

        rig.Clock.Advance(TimeSpan.FromSeconds(31));
        (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m))).ShouldBeOfType<SendOutcome.Accepted>();
    }

    [Fact]
    [Conformance(45)]
    public async Task What_an_order_was_told_to_wait_holds_reads_back_as_well()
    {
        rig.Fault(FaultKind.Banned, 30);
        await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m));

        (await rig.Venue.Balances.ReadBalancesAsync(PaperRig.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Unreadable>().Why.Sentence.ShouldContain("held-back");
    }

    [Fact]
    [Conformance(17)]
    public async Task A_cancel_answers_with_our_own_name_and_what_was_filled_meanwhile()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Sell, 1m, 51_000m) with { TimeInForce = TimeInForce.PostOnly };
        await rig.SendAsync(ticket);
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.FillDuringCancel, Times = 1, Number = 0.25m });

        var cancelled = (await rig.Orders.CancelAsync(ticket, Cancellation))
            .ShouldBeOfType<Reading<OrderLookup>.Known>().Value.ShouldBeOfType<OrderLookup.Found>().Order;

        (cancelled.Status, cancelled.Filled.Value).ShouldBe((VenueOrderStatus.Cancelled, 0.25m));
        cancelled.ClientId.ShouldBe(rig.Orders.Render(ticket.Id));
    }

    [Fact]
    [Conformance(18)]
    public async Task Trades_are_read_from_the_watermark_on()
    {
        await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m));
        var first = await ReadTradesAsync(new TradeWatermark(""));
        await rig.SendAsync(rig.Ticket(TradeSide.Sell, 0.2m, 49_500m));

        var second = await ReadTradesAsync(first.Watermark);

        (first.Trades.Single().Side, second.Trades.Single().Side).ShouldBe((TradeSide.Buy, TradeSide.Sell));
        (await ReadTradesAsync(second.Watermark)).Trades.ShouldBeEmpty();
        (await ReadTradesAsync(second.Watermark)).Watermark.ShouldBe(second.Watermark);
    }

    [Fact]
    [Conformance(19)]
    public async Task The_sweep_sees_every_order_since_an_instant_and_the_open_ones_apart()
    {
        OrderTicket taken = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        OrderTicket resting =
            rig.Ticket(TradeSide.Buy, 0.1m, 40_000m) with { TimeInForce = TimeInForce.GoodTillCancelled };
        await rig.SendAsync(taken);
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        await rig.SendAsync(resting);

        var all = await rig.Orders.ReadOrdersAsync(PaperRig.Account, rig.Instrument, rig.Now, Cancellation);
        var open = await rig.Orders.ReadOpenOrdersAsync(PaperRig.Account, [], Cancellation);

        string name = rig.Orders.Render(resting.Id);
        Known(all).ShouldHaveSingleItem().ClientId.ShouldBe(name);
        Known(open).ShouldHaveSingleItem().ClientId.ShouldBe(name);
    }

    [Fact]
    [Conformance(27)]
    public void Its_own_names_are_recognized_and_a_strangers_are_not()
    {
        ClientOrderId id = ClientOrderId.Of(0xDEADBEEF, 3, 99, 2, 1);

        rig.Orders.Recognize(rig.Orders.Render(id)).ShouldBe(id);
        rig.Orders.Render(id).Length.ShouldBeLessThanOrEqualTo(36, "Binance allows no more");
        rig.Orders.Recognize("x-TKT5PX2F0123456789012345678901").ShouldBeNull();
        rig.Orders.Recognize(id.ToString()).ShouldBeNull();
    }

    private async Task<TradePage> ReadTradesAsync(TradeWatermark after) =>
        (await rig.Orders.ReadTradesAsync(PaperRig.Account, rig.Instrument, after, new TradesLook(), Cancellation))
            .ShouldBeOfType<Reading<TradePage>.Known>().Value;

    private static ImmutableArray<VenueOrder> Known(Reading<ImmutableArray<VenueOrder>> reading) =>
        reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>().Value;
}
